"""What an organizer decides about the picture of an event."""

import io
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.actors import Actor, actor_of
from accounts.models import Membership
from accounts.roles import Role
from accounts.scope import organization_scope, public_scope, staff_scope
from campaigns.authoring.copying import duplicate_campaign
from campaigns.authoring.errors import NotEditable
from campaigns.authoring.picture.making import made_of
from campaigns.authoring.picture.operations import (
    ALT_LIMIT,
    NoPicture,
    PictureUnusable,
    ask_again,
    ask_for_picture,
    describe_picture,
    follow_picture,
    put_picture,
    remove_picture,
)
from campaigns.models import Campaign, EventPicture, PictureFetch
from campaigns.models.event_picture import MAX_BYTES
from candyplatform.base import clock
from candyplatform.base.errors import Forbidden, Invalid, NotFound
from tests.campaigns.authoring.picture.conftest import fetch_due, picture, put, standing, verbs
from tests.factories import make_campaign, make_member, make_organization
from tests.support.event_pictures import jpeg, noise
from tests.support.sites import Website

pytestmark = pytest.mark.django_db
ADDRESS = "https://pictures.example/educamp.jpg"
WORDS = {"de": "Leute am See", "en": "People by the lake"}


@pytest.fixture
def draft(owner: Membership) -> Campaign:
    return make_campaign(owner, slug="netz", now=clock.now())


def file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def everything(campaign: Campaign, actor: Actor) -> dict[str, Any]:
    """Each operation, ready to be tried."""
    now = clock.now()
    by: dict[str, Any] = {"campaign": campaign, "actor": actor, "now": now}
    return {
        "put": lambda: put_picture(file=file(jpeg()), **by),
        "ask": lambda: ask_for_picture(url=ADDRESS, **by),
        "follow": lambda: follow_picture(url=ADDRESS, **by),
        "again": lambda: ask_again(**by),
        "describe": lambda: describe_picture(alt=WORDS, **by),
        "remove": lambda: remove_picture(**by),
    }


every_operation = pytest.mark.parametrize("name", ["put", "ask", "follow", "again", "describe", "remove"])


def test_own_picture_is_kept_described_replaced_and_removed(owner: Membership, draft: Campaign) -> None:
    actor, now = actor_of(owner), clock.now()
    first = put_picture(campaign=draft, file=file(jpeg()), alt=WORDS, actor=actor, now=now)
    assert (first.alt, first.source_url, first.is_own) == (WORDS, "", True)
    described = describe_picture(campaign=draft, alt={"de": " Am\nSee ", "en": ""}, actor=actor, now=now)
    assert described.alt == {"de": "Am See"}
    # The same again changes nothing; another picture shows something else.
    again = put(owner, draft, "red")
    assert (again.digest, again.alt) == (first.digest, {"de": "Am See"})
    other = put(owner, draft, "blue")
    assert other.digest != first.digest
    assert other.alt == {}
    remove_picture(campaign=draft, actor=actor, now=now)
    remove_picture(campaign=draft, actor=actor, now=now)
    assert picture(draft) is None
    assert verbs(draft) == ["set", "described", "set", "removed"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture that can be used"),
        (bytes(5_000_001), "too large"),
        (jpeg(size=(319, 400)), "too small to be shown large"),
        (jpeg(size=(2_000, 159)), "too small to be shown large"),
    ],
)
def test_file_that_is_no_picture_for_a_page_says_what_to_do(
    owner: Membership, draft: Campaign, content: bytes, words: str
) -> None:
    with pytest.raises(PictureUnusable) as raised:
        put_picture(campaign=draft, file=file(content), actor=actor_of(owner), now=clock.now())
    assert words in str(raised.value.fields["picture"][0])
    assert picture(draft) is None


@pytest.mark.parametrize("size", [(1280, 1280), (2400, 1600)])
def test_noisiest_picture_fits(size: tuple[int, int]) -> None:
    made = made_of(file(noise(size)))
    assert len(made.picture) <= MAX_BYTES
    assert made.width >= 640


@pytest.mark.parametrize(
    "url",
    ["", "educamp.jpg", "ftp://x.example/a.jpg", "javascript:alert(1)", f"https://x.example/{'a' * 2_000}"],
)
def test_address_that_is_none_is_refused_where_it_was_given(
    owner: Membership, draft: Campaign, url: str
) -> None:
    with pytest.raises(Invalid) as raised:
        ask_for_picture(campaign=draft, url=url, actor=actor_of(owner), now=clock.now())
    assert list(raised.value.fields) == ["image_url"]
    assert standing(draft).fetch is None


def test_words_are_bounded_and_in_the_languages_of_the_campaign(owner: Membership) -> None:
    german = make_campaign(
        owner,
        slug="netz",
        languages=["de"],
        title={"de": "Netz"},
        wish={},
        story={},
        sample_posts=(),
        now=clock.now(),
    )
    put(owner, german)
    actor, now = actor_of(owner), clock.now()
    with pytest.raises(Invalid) as raised:
        describe_picture(campaign=german, alt={"de": "x" * (ALT_LIMIT + 1)}, actor=actor, now=now)
    assert list(raised.value.fields) == ["alt_de"]
    assert describe_picture(campaign=german, alt=WORDS, actor=actor, now=now).alt == {"de": WORDS["de"]}


def test_what_is_not_there_cannot_be_described_or_fetched_again(owner: Membership, draft: Campaign) -> None:
    for name in ("describe", "again"):
        with pytest.raises(NoPicture):
            everything(draft, actor_of(owner))[name]()


@every_operation
@pytest.mark.parametrize("state", ["in_review", "scheduled", "live", "closed"])
def test_picture_stays_as_it_is_once_the_campaign_is_handed_in(
    owner: Membership, state: str, name: str
) -> None:
    campaign = make_campaign(owner, slug="netz", state=state, picture=jpeg(), now=clock.now())
    with pytest.raises(NotEditable):
        everything(campaign, actor_of(owner))[name]()
    assert verbs(campaign) == ["set"]


@every_operation
def test_viewers_and_strangers_change_no_picture(owner: Membership, draft: Campaign, name: str) -> None:
    put(owner, draft)
    with organization_scope(draft.organization_id):
        PictureFetch.objects.create(
            organization_id=draft.organization_id,
            campaign=draft,
            url=ADDRESS,
            is_own=True,
            asked_at=clock.now(),
        )
    with pytest.raises(Forbidden):
        everything(draft, actor_of(make_member(owner.organization, Role.VIEWER)))[name]()
    stranger = actor_of(make_organization(slug="other"))
    if name != "follow":  # nothing happens, and nothing is told
        with pytest.raises(NotFound), transaction.atomic():
            everything(draft, stranger)[name]()
    now = standing(draft)
    assert now.picture
    assert now.fetch
    assert (now.picture.alt, now.fetch.problem) == ({}, "")


def test_copy_of_a_campaign_has_its_picture(owner: Membership, site: Website) -> None:
    old = make_campaign(owner, slug="netz", state="closed", picture=jpeg(), now=clock.now())
    new = duplicate_campaign(campaign=old, event_starts_at=None, actor=actor_of(owner), now=clock.now())
    before, after = picture(old), picture(new)
    assert before
    assert after
    assert before.pk != after.pk
    assert (before.digest, before.width, before.is_own) == (after.digest, after.width, after.is_own)


def test_copy_of_a_campaign_whose_picture_is_awaited_gets_its_own(
    owner: Membership, draft: Campaign, site: Website
) -> None:
    ask_for_picture(campaign=draft, url=f"{site.url}/red.jpg", actor=actor_of(owner), now=clock.now())
    new = duplicate_campaign(campaign=draft, event_starts_at=None, actor=actor_of(owner), now=clock.now())
    assert fetch_due() == 2
    assert picture(new)


def test_public_and_staff_see_the_pictures_of_campaigns_that_they_see(owner: Membership) -> None:
    for state in ("draft", "in_review", "live"):
        make_campaign(owner, slug=state.replace("_", "-"), state=state, picture=jpeg(), now=clock.now())
    seen = {}
    for scope in (public_scope, staff_scope):
        with scope():
            seen[scope] = set(EventPicture.objects.values_list("campaign__slug", flat=True))
    assert seen == {public_scope: {"live"}, staff_scope: {"in-review", "live"}}
    with public_scope():
        assert EventPicture.objects.update(digest="x") == 0


def test_database_keeps_one_small_picture_of_its_own_campaign(owner: Membership, draft: Campaign) -> None:
    put(owner, draft)
    stranger = make_organization(slug="other")
    row: dict[str, Any] = {"width": 1, "height": 1, "digest": "x", "is_own": True, "changed_at": clock.now()}
    with organization_scope(owner.organization_id), pytest.raises(IntegrityError), transaction.atomic():
        EventPicture.objects.create(organization=owner.organization, campaign=draft, picture=b"x", **row)
    with organization_scope(owner.organization_id), pytest.raises(IntegrityError), transaction.atomic():
        EventPicture.objects.update(picture=bytes(MAX_BYTES + 1))
    with organization_scope(stranger.organization_id), transaction.atomic():
        EventPicture.objects.create(organization=stranger.organization, campaign=draft, picture=b"x", **row)
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        transaction.set_rollback(True)
