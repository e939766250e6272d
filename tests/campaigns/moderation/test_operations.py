"""Checking posts, and people deciding about them."""

from uuid import UUID

import pytest

from accounts.actors import actor_of
from accounts.models import JournalEntry
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.authoring.content import SampleText
from campaigns.enums import Kindness
from campaigns.models import Campaign, Post
from campaigns.moderation import operations, tasks
from campaigns.moderation.flags import Flag, FlagKind
from campaigns.moderation.queries import TextFlag, review_flags
from candyplatform.base import clock, work
from candyplatform.base.errors import Forbidden
from tests.factories import (
    NOW,
    hear,
    make_campaign,
    make_company,
    make_member,
    make_organization,
    post_seen,
)

pytestmark = pytest.mark.django_db


def kindness_by_text(campaign: Campaign) -> dict[str, str]:
    with organization_scope(campaign.organization_id):
        return dict(Post.objects.filter(campaign=campaign).values_list("text", "kindness"))


def journaled(organization_id: UUID, prefix: str) -> list[tuple[str, str, int | None, dict[str, object]]]:
    with organization_scope(organization_id):
        entries = JournalEntry.objects.filter(verb__startswith=prefix).order_by("id")
        return [(entry.verb, entry.subject, entry.actor_id, entry.details) for entry in entries]


def do_due(kind: str, task: object) -> int:
    """What a sweep and its workers do with this kind of work. Returns how many pieces there were."""
    leased = [row for row in work.lease_due(now=clock.now()) if row.kind == kind]
    for row in leased:
        task(work_id=row.id, lease=str(row.lease))  # type: ignore[operator]
    return len(leased)


def test_posts_heard_are_checked_and_only_friendly_ones_may_be_shown() -> None:
    campaign = make_campaign(make_organization(), state="live")
    hear(campaign, post_seen(1, text="Bitte helft uns"), post_seen(2, text="Ihr Idioten"))
    assert kindness_by_text(campaign) == {"Bitte helft uns": "unchecked", "Ihr Idioten": "unchecked"}

    assert do_due("moderation.assess", tasks.assess_posts) == 1

    assert kindness_by_text(campaign) == {"Bitte helft uns": "friendly", "Ihr Idioten": "flagged"}
    assert do_due("moderation.assess", tasks.assess_posts) == 0


def test_assessing_goes_on_after_a_full_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "CHUNK", 2)
    monkeypatch.setattr(operations, "CHUNKS_A_RUN", 2)
    campaign = make_campaign(make_organization(), state="live")
    hear(campaign, *(post_seen(number) for number in range(1, 6)))

    runs = 0
    while do_due("moderation.assess", tasks.assess_posts):
        runs += 1

    assert set(kindness_by_text(campaign).values()) == {"friendly"}
    assert runs == 2


def test_assessing_leaves_other_campaigns_and_decisions_alone() -> None:
    membership = make_organization()
    campaign, other = (make_campaign(membership, state="live") for _ in range(2))
    [post] = hear(campaign, post_seen(1, text="Bitte"))
    hear(other, post_seen(1, text="Danke"))
    operations.hide_post(post=post, actor=actor_of(membership), now=NOW)

    job = work.Job(1, str(campaign.id), campaign.organization_id, 1, 1, campaign.id)
    assert operations.assess_posts(job) is None

    assert kindness_by_text(campaign) == {"Bitte": "hidden"}
    assert kindness_by_text(other) == {"Danke": "unchecked"}


def test_verdict_about_a_text_that_was_edited_meanwhile_is_dropped() -> None:
    campaign = make_campaign(make_organization(), state="live")
    [post] = hear(campaign, post_seen(1, text="Bitte"))
    with organization_scope(campaign.organization_id):
        Post.objects.filter(id=post.id).update(text="Ihr Idioten")

    operations._record_verdicts(campaign.organization_id, campaign.id, [post])

    assert kindness_by_text(campaign) == {"Ihr Idioten": "unchecked"}


def test_what_the_company_says_is_never_held_back() -> None:
    fan = post_seen(1)
    company = make_company(native_ids={"mastodon": fan.author.id})
    campaign = make_campaign(make_organization(), state="live", company=company)
    hear(campaign, post_seen(1, text="Herr Schulz kümmert sich"), post_seen(2, text="Herr Schulz, bitte"))
    do_due("moderation.assess", tasks.assess_posts)
    assert kindness_by_text(campaign) == {
        "Herr Schulz kümmert sich": "friendly",
        "Herr Schulz, bitte": "flagged",
    }


def test_hidden_post_stays_hidden_until_a_person_shows_it() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    [post] = hear(campaign, post_seen(1), kindness=Kindness.FLAGGED)
    actor = actor_of(membership)

    hidden = operations.hide_post(post=post, actor=actor, now=NOW)
    operations.hide_post(post=post, actor=actor, now=NOW)
    edited = post_seen(1, text="Ganz anders", edited_at=post.posted_at.replace(hour=23))
    hear(campaign, edited)
    do_due("moderation.assess", tasks.assess_posts)

    assert (hidden.kindness, kindness_by_text(campaign)) == ("hidden", {"Ganz anders": "hidden"})
    shown = operations.show_post(post=post, actor=actor, now=NOW)
    assert (shown.kindness, kindness_by_text(campaign)) == ("friendly", {"Ganz anders": "friendly"})
    assert journaled(campaign.organization_id, "post.") == [
        (
            "post.hidden",
            str(campaign.id),
            actor.user_id,
            {"post": post.id, "from": "flagged", "to": "hidden"},
        ),
        (
            "post.shown",
            str(campaign.id),
            actor.user_id,
            {"post": post.id, "from": "hidden", "to": "friendly"},
        ),
    ]


def test_viewer_may_not_hide_a_post() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    [post] = hear(campaign, post_seen(1))
    viewer = actor_of(make_member(membership.organization, Role.VIEWER))
    with pytest.raises(Forbidden):
        operations.hide_post(post=post, actor=viewer, now=NOW)


def test_review_flags_name_field_language_and_place() -> None:
    membership = make_organization()
    campaign = make_campaign(
        membership,
        wish={"de": "Wir fordern eine Leitung", "en": "Please help"},
        sample_posts=[SampleText("de", "Bitte, ihr Trottel"), SampleText("en", "Please")],
    )
    with organization_scope(campaign.organization_id):
        flags = review_flags(campaign)
    assert [(found.field, str(found.label), found.language, found.flag) for found in flags] == [
        ("wish_de", "Wish", "de", Flag(FlagKind.DEMAND, "Wir fordern")),
        ("sample_posts", "Sample post", "de", Flag(FlagKind.INSULT, "Trottel")),
    ]
    assert isinstance(flags[0], TextFlag)
