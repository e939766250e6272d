"""Reports on the staff's pages: read, and decided about with a reason."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import JournalEntry, User
from accounts.scope import organization_scope
from campaigns.models import Campaign, Report
from campaigns.moderation.reports import dismiss_report, file_report
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from tests.factories import (
    STAFF,
    hear,
    log_in_with_second_factor,
    make_campaign,
    make_member,
    make_organization,
    make_user,
    post_seen,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.campaigns.admin.urls")]
INDEX, LIST = "/admin/", "/admin/campaigns/report/"
ADDRESS = "reporter@example.org"


@pytest.fixture
def reviewer() -> User:
    return make_user("rita@example.org", name="Rita Review", is_staff=True)


@pytest.fixture
def staff_client(client: Client, reviewer: User) -> Client:
    return log_in_with_second_factor(client, reviewer)


@pytest.fixture
def campaign() -> Campaign:
    return live("EduCamp")


def live(name: str) -> Campaign:
    now = clock.now()
    return make_campaign(make_organization(name, now=now), state="live", now=now)


def report(campaign: Campaign, **fields: str) -> Report:
    said = {"reason": "unkind", "words": "It hounds my neighbor.", "language": "en"} | fields
    return file_report(campaign=campaign, now=clock.now(), **said)


def page_of(found: Report) -> str:
    return reverse("admin:campaigns_report_change", args=[found.pk])


def decide(client: Client, found: Report, decision: str, grounds: str = "") -> Any:
    address = reverse("admin:campaigns_report_decide", args=[found.pk])
    return client.post(address, {"decision": decision, "grounds": grounds})


def again(found: Report) -> Report:
    with organization_scope(found.organization_id):
        return Report.objects.select_related("campaign").get(id=found.id)


def test_reports_wait_on_the_first_page_the_newest_on_top(staff_client: Client, campaign: Campaign) -> None:
    assertNotContains(staff_client.get(INDEX), 'id="reports"')
    first, second = report(campaign), report(live("Elsewhere"), reason="unlawful")
    decided = report(campaign)
    dismiss_report(report=decided, grounds="Fine.", actor=STAFF, now=clock.now())
    page = staff_client.get(INDEX)
    shown = page.content.decode()
    assert shown.index(second.receipt) < shown.index(first.receipt)
    assert decided.receipt not in shown
    assertContains(page, "It is unlawful")
    assertNotContains(page, "neighbor")


def test_list_has_all_reports_and_finds_one_by_its_number(staff_client: Client, campaign: Campaign) -> None:
    first, second = report(campaign), report(campaign)
    page = staff_client.get(LIST)
    assert page.content.decode().index(second.receipt) < page.content.decode().index(first.receipt)
    found = staff_client.get(LIST, {"q": first.receipt})
    assertContains(found, first.receipt)
    assertNotContains(found, second.receipt)
    assertContains(staff_client.get(LIST, {"decided_at__isempty": "1"}), second.receipt)


@pytest.mark.parametrize("address", [INDEX, LIST])
def test_pages_ask_as_often_for_three_reports_as_for_one(
    staff_client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report(live("First"))
    staff_client.get(address)
    with CaptureQueriesContext(connection) as asked:
        staff_client.get(address)
    for name in ("Second", "Third"):
        report(live(name))
    with django_assert_num_queries(len(asked)):
        staff_client.get(address)


def test_report_is_read_with_its_words_and_without_the_address(
    staff_client: Client, campaign: Campaign
) -> None:
    page = staff_client.get(
        page_of(report(campaign, address=ADDRESS, post_url="https://x.com/ada/status/1", words="<b>Look</b>"))
    )
    assertContains(page, "&lt;b&gt;Look&lt;/b&gt;")
    assertContains(page, 'href="https://x.com/ada/status/1" rel="nofollow noopener noreferrer"')
    assertContains(page, "Wanted: your decision is mailed.")
    assertNotContains(page, ADDRESS)


def test_dismissed_report_leaves_the_page_and_the_queue(
    staff_client: Client, reviewer: User, campaign: Campaign
) -> None:
    filed = report(campaign)
    answer = decide(staff_client, filed, "dismiss", "It is a company, and asked kindly.")
    assertRedirects(answer, INDEX, fetch_redirect_response=False)
    index = staff_client.get(INDEX)
    assertContains(index, f"Report {filed.receipt}: Left as it is.")
    assertNotContains(index, 'id="reports"')
    found = again(filed)
    assert (found.decision, found.campaign.state) == ("dismissed", "live")
    with organization_scope(campaign.organization_id):
        entry = JournalEntry.objects.get(verb="report.dismissed")
    assert (entry.actor_kind, entry.actor_id, entry.channel) == ("staff", reviewer.pk, "admin")
    page = staff_client.get(page_of(filed))
    assertContains(page, "It is a company, and asked kindly.")
    assertNotContains(page, 'name="grounds"')


def test_upheld_report_takes_the_page_off_the_stage(staff_client: Client, campaign: Campaign) -> None:
    filed = report(campaign, address=ADDRESS)
    decide(staff_client, filed, "uphold", "It hounds a person.")
    assertContains(staff_client.get(INDEX), "Whoever reported it is told by e-mail.")
    assert again(filed).campaign.state == "suspended"


def test_reported_post_is_read_and_hidden(staff_client: Client, campaign: Campaign) -> None:
    (post,) = hear(campaign, post_seen(1, text="Hello <b>neighbor</b>."), kindness="friendly")
    filed, about_nothing = (
        report(campaign, post_url=post.url),
        report(campaign, post_url="https://example.org/1"),
    )
    assertContains(staff_client.get(page_of(filed)), "Hello &lt;b&gt;neighbor&lt;/b&gt;.")
    other = staff_client.get(page_of(about_nothing))
    assertContains(other, "The page shows no such post.")
    assertNotContains(other, 'value="hide"')
    decide(staff_client, filed, "hide", "It names a person.")
    assertContains(staff_client.get(INDEX), f"Report {filed.receipt}: Post hidden.")
    assert (again(filed).decision, again(filed).campaign.state) == ("post_hidden", "live")
    again_reported = staff_client.get(page_of(report(campaign, post_url=post.url)))
    assertContains(again_reported, "It is hidden already.")
    answer = decide(staff_client, about_nothing, "hide", "It names a person.")
    assertContains(answer, "The post is gone, or was never one of this campaign", status_code=409)


def test_decision_without_a_reason_is_asked_for_one(staff_client: Client, campaign: Campaign) -> None:
    filed = report(campaign)
    answer = decide(staff_client, filed, "uphold", " ")
    assertContains(answer, "Say why: whoever reported it is told.", status_code=422)
    assert (again(filed).decision, again(filed).campaign.state) == ("", "live")


def test_second_decision_is_told_that_there_is_one(staff_client: Client, campaign: Campaign) -> None:
    filed = report(campaign)
    dismiss_report(report=filed, grounds="Fine.", actor=STAFF, now=clock.now())
    answer = decide(staff_client, filed, "uphold", "No.")
    assertContains(answer, "Somebody else decided about this report a moment ago", status_code=409)
    assertContains(answer, "Fine.", status_code=409)


def test_report_of_a_page_that_is_off_the_stage_can_be_decided(
    staff_client: Client, campaign: Campaign
) -> None:
    filed = report(campaign)
    transitions.suspend(campaign=campaign, reason="Look again.", actor=STAFF, now=clock.now())
    assertContains(staff_client.get(page_of(filed)), "it is off the stage already")
    decide(staff_client, filed, "uphold", "You are right.")
    assert again(filed).decision == "upheld"


def test_unknown_button_changes_nothing(staff_client: Client, campaign: Campaign) -> None:
    filed = report(campaign)
    assertRedirects(decide(staff_client, filed, "burn", "Why not"), page_of(filed))
    assert again(filed).decision == ""


def test_members_do_not_come_in(client: Client, campaign: Campaign) -> None:
    member = make_member(campaign.organization, "owner", now=clock.now())
    log_in_with_second_factor(client, member.user)
    filed = report(campaign)
    assert client.get(page_of(filed)).status_code in (302, 403)
    assert decide(client, filed, "dismiss", "Fine.").status_code in (302, 403)
    assert again(filed).decision == ""
