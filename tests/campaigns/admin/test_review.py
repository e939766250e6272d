"""Reviewing campaigns through the staff's pages, as a browser does it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.actors import PLATFORM, actor_of
from accounts.models import JournalEntry, User
from accounts.scope import organization_scope
from campaigns.authoring.content import CompanyProposal, SampleText
from campaigns.authoring.operations import propose_company
from campaigns.models import Campaign, EventPicture
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from tests.factories import (
    log_in_with_second_factor,
    make_campaign,
    make_company,
    make_organization,
    make_user,
)
from tests.support.event_pictures import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.campaigns.admin.urls")]


@pytest.fixture
def reviewer() -> User:
    return make_user("rita@example.org", name="Rita Review", is_staff=True)


@pytest.fixture
def staff_client(client: Client, reviewer: User) -> Client:
    return log_in_with_second_factor(client, reviewer)


def in_review(name: str = "EduCamp", **fields: Any) -> Campaign:
    """A campaign in review since just now, which asks a company that its organizer proposed."""
    now = clock.now()
    membership = make_organization(name)
    company = propose_company(
        organization_id=membership.organization_id,
        proposal=CompanyProposal("Telekom hilft", handles={"x": "Telekom_hilft"}),
        actor=actor_of(membership),
        now=now,
    )
    return make_campaign(membership, state="in_review", company=company, now=now, **fields)


def decide(client: Client, campaign: Campaign, decision: str, note: str = "") -> Any:
    address = reverse("admin:campaigns_campaign_decide", args=[campaign.pk])
    given = {"decision": decision, "note": note, "seen": campaign.modified_at.isoformat()}
    return client.post(address, given)


def reloaded(campaign: Campaign) -> Campaign:
    with organization_scope(campaign.organization_id):
        return Campaign.objects.select_related("company").get(id=campaign.id)


def journaled(organization_id: UUID) -> list[tuple[str, str, int | None]]:
    with organization_scope(organization_id):
        entries = JournalEntry.objects.order_by("id")
        return [(entry.verb, entry.actor_kind, entry.actor_id) for entry in entries]


def test_approving_publishes_verifies_and_is_journaled(staff_client: Client, reviewer: User) -> None:
    campaign = in_review()
    response = decide(staff_client, campaign, "approve")
    assertRedirects(response, reverse("admin:index"))
    live = reloaded(campaign)
    assert live.state == "live"
    assert live.company is not None
    assert live.company.verified_at == live.live_at
    assert journaled(campaign.organization_id)[-2:] == [
        ("company.verified", "staff", reviewer.pk),
        ("campaign.published", "staff", reviewer.pk),
    ]


def test_review_page_tells_the_history_in_sentences_with_names(staff_client: Client) -> None:
    campaign = in_review()
    decide(staff_client, campaign, "approve")
    decide(staff_client, reloaded(campaign), "suspend", "A complaint came in.")
    page = staff_client.get(reverse("admin:campaigns_campaign_change", args=[campaign.pk]))
    assertContains(
        page, "<strong>Rita Review</strong> took the campaign “A network for the EduCamp” off the stage."
    )
    assertContains(page, "“A complaint came in.”")


def test_asking_for_changes_without_a_note_says_what_to_do(staff_client: Client) -> None:
    campaign = in_review()
    response = decide(staff_client, campaign, "request_changes", "  ")
    assertContains(response, "Say what should be changed", status_code=422)
    assert reloaded(campaign).state == "in_review"


def test_asking_for_changes_gives_the_draft_back_with_the_note(staff_client: Client) -> None:
    campaign = in_review()
    decide(staff_client, campaign, "request_changes", "Bitte ohne den Namen des Technikers.")
    draft = reloaded(campaign)
    assert (draft.state, draft.review_note) == ("draft", "Bitte ohne den Namen des Technikers.")
    page = staff_client.get(reverse("admin:campaigns_campaign_change", args=[campaign.pk]))
    assert page.status_code == 404


def test_suspending_needs_a_reason_and_resuming_brings_back(staff_client: Client) -> None:
    campaign = in_review()
    decide(staff_client, campaign, "approve")
    campaign = reloaded(campaign)
    assertContains(decide(staff_client, campaign, "suspend"), "Say why", status_code=422)
    decide(staff_client, campaign, "suspend", "A complaint came in.")
    campaign = reloaded(campaign)
    assert (campaign.state, campaign.review_note) == ("suspended", "A complaint came in.")
    decide(staff_client, campaign, "resume")
    assert reloaded(campaign).state == "live"
    verbs = [verb for verb, kind, _ in journaled(campaign.organization_id) if kind == "staff"]
    assert verbs == ["company.verified", "campaign.published", "campaign.suspended", "campaign.resumed"]


def test_decision_that_the_state_does_not_offer_is_refused(staff_client: Client) -> None:
    reviewed = in_review()
    refused = decide(staff_client, reviewed, "suspend")
    assertContains(refused, "not possible in the campaign", status_code=422)
    assertNotContains(refused, "Say why", status_code=422)
    suspended = reloaded(make_campaign(make_organization("Barcamp"), state="suspended", now=clock.now()))
    assertContains(
        decide(staff_client, suspended, "approve"), "not possible in the campaign", status_code=422
    )
    assert (reloaded(reviewed).state, reloaded(suspended).state) == ("in_review", "suspended")


def test_what_was_changed_since_it_was_read_is_not_approved(staff_client: Client) -> None:
    campaign = in_review()
    later = clock.now() + timedelta(seconds=1)
    draft = transitions.withdraw(campaign=campaign, actor=PLATFORM, now=later)
    transitions.submit(campaign=draft, actor=PLATFORM, now=later)
    response = decide(staff_client, campaign, "approve", "half a thought")
    assertContains(response, "Somebody else changed this campaign", status_code=409)
    assertContains(response, "half a thought</textarea>", status_code=409)
    assert reloaded(campaign).state == "in_review"


def test_incomplete_campaign_is_not_approved_and_says_why(staff_client: Client) -> None:
    now = clock.now()
    campaign = in_review(deadline=now + timedelta(hours=1))
    with organization_scope(campaign.organization_id):
        Campaign.objects.filter(id=campaign.id).update(deadline=now - timedelta(hours=1))
    assertContains(decide(staff_client, campaign, "approve"), "The deadline has passed", status_code=422)


def test_reviewer_sees_the_picture_whence_it_is_and_its_words(staff_client: Client) -> None:
    campaign = in_review(picture=jpeg())
    with organization_scope(campaign.organization_id):
        EventPicture.objects.update(source_url="https://pictures.example/a.jpg", alt={"en": "<People>"})
    page = reverse("admin:campaigns_campaign_change", args=[campaign.pk])
    address = reverse("admin:campaigns_campaign_picture", args=[campaign.pk])
    assertContains(staff_client.get(page), f'src="{address}?')
    assertContains(staff_client.get(page), "https://pictures.example/a.jpg</a>")
    assertContains(staff_client.get(page), '<p lang="en">“&lt;People&gt;”</p>')
    picture = staff_client.get(address)
    assert picture["Content-Type"] == "image/webp"
    assert picture["Cache-Control"].startswith("private")
    preview = reverse("admin:campaigns_campaign_preview", args=[campaign.pk])
    assertContains(staff_client.get(preview), f'data-shape="wide" src="{address}"')


def test_reviewer_finds_no_picture_where_there_is_none_and_none_of_a_draft(staff_client: Client) -> None:
    bare = in_review()
    assertNotContains(
        staff_client.get(reverse("admin:campaigns_campaign_change", args=[bare.pk])), "Picture of the event"
    )
    draft = make_campaign(make_organization("Barcamp"), picture=jpeg(), now=clock.now())
    for campaign in (bare, draft):
        address = reverse("admin:campaigns_campaign_picture", args=[campaign.pk])
        assert staff_client.get(address).status_code == 404


def test_review_page_shows_both_languages_rendered_and_what_to_look_at(staff_client: Client) -> None:
    samples = [SampleText("de", "Bitte, ihr Trottel"), SampleText("en", "Please")]
    campaign = in_review(sample_posts=samples, story={"de": "**Danke** <script>x</script>", "en": "Thanks"})
    page = staff_client.get(reverse("admin:campaigns_campaign_change", args=[campaign.pk]))
    assertContains(page, "Bitte schaltet die Leitung bis Freitag.")
    assertContains(page, "Please switch the line on by Friday.")
    assertContains(page, "<strong>Danke</strong>")
    assertNotContains(page, "<script>x")
    assertContains(page, "Sounds like an insult")
    assertContains(page, "“Trottel” (Sample post, de)")
    assertContains(page, "not verified: approving verifies it")
    assertContains(page, "not trusted yet")


def test_queue_shows_the_longest_waiting_first_and_no_drafts(staff_client: Client) -> None:
    now = clock.now()
    company = make_company(now=now)
    make_campaign(make_organization(), company=company, title={"de": "Entwurf", "en": "A draft"})
    for hours, name in ((1, "Younger"), (3, "Older")):
        then = now - timedelta(hours=hours)
        title = {"de": name, "en": name}
        make_campaign(make_organization(name), state="in_review", company=company, now=then, title=title)
    page = staff_client.get(reverse("admin:index")).content.decode()
    assert page.index("Older") < page.index("waiting for 3 hours") < page.index("Younger")
    assert "A draft" not in page


def test_list_costs_the_same_queries_at_one_and_three_rows(
    staff_client: Client, django_assert_max_num_queries: Any
) -> None:
    address = reverse("admin:campaigns_campaign_changelist")
    in_review()
    with django_assert_max_num_queries(100) as first:
        assertContains(staff_client.get(address), "(not verified)")
    in_review("Second")
    in_review("Third")
    with django_assert_max_num_queries(100) as second:
        staff_client.get(address)
    assert len(second.captured_queries) == len(first.captured_queries)


def test_staff_cannot_edit_add_or_delete_a_campaign(staff_client: Client) -> None:
    campaign = in_review()
    address = reverse("admin:campaigns_campaign_change", args=[campaign.pk])
    staff_client.post(address, {"title": "{}", "state": "live"})
    assert reloaded(campaign).state == "in_review"
    assert staff_client.get(reverse("admin:campaigns_campaign_add")).status_code == 403
    assert (
        staff_client.post(reverse("admin:campaigns_campaign_delete", args=[campaign.pk])).status_code == 403
    )


def test_review_in_german(staff_client: Client, reviewer: User) -> None:
    campaign = in_review()
    address = reverse("admin:campaigns_campaign_change", args=[campaign.pk])
    page = staff_client.get(address, headers={"accept-language": "de"})
    assertContains(page, '<html lang="de"')
    assertContains(page, "<h1>Ein Netz für das EduCamp</h1>")
    assertContains(page, "Abmelden")


def test_review_leads_to_the_page_as_it_will_be(staff_client: Client) -> None:
    campaign = in_review()
    preview = reverse("admin:campaigns_campaign_preview", args=[campaign.pk])
    review = reverse("admin:campaigns_campaign_change", args=[campaign.pk])
    assertContains(staff_client.get(review), preview)
    response = staff_client.get(preview)
    assertContains(response, "Please switch the line")
    assertContains(response, review)
    assert "no-store" in response.headers["Cache-Control"]
