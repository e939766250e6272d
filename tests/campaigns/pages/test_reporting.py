"""Reporting a page: without an account, without a cookie, and nothing typed is lost."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings

from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.models import Campaign, Report
from campaigns.models.report import LONGEST_WORDS, RECEIPT_PATTERN
from tests.campaigns.pages.conftest import PAGE
from tests.factories import make_campaign
from tests.support.own_limits import own_limits

pytestmark = pytest.mark.django_db
REPORT = f"{PAGE}report/"


def said(**fields: str) -> dict[str, str]:
    return {"reason": "misleading", "words": "The deadline is wrong.", "post_url": "", "email": ""} | fields


def reports(campaign: Campaign) -> list[Report]:
    with organization_scope(campaign.organization_id):
        return list(Report.objects.order_by("filed_at"))


def test_page_leads_to_its_report(campaign: Campaign, reader: Client) -> None:
    response = reader.get(f"{PAGE}?lang=de")
    assertContains(response, f'<a href="{REPORT}?lang=de" rel="nofollow">Diese Seite melden</a>', html=True)
    form = reader.get(f"{REPORT}?lang=de")
    assert (form.status_code, bool(form.cookies), form["X-Robots-Tag"]) == (200, False, "noindex")
    assertContains(form, "Was stimmt nicht?")
    assertNotContains(form, "csrfmiddlewaretoken")


def test_report_is_taken_down_and_told_by_its_number(campaign: Campaign) -> None:
    """As a browser sends it: with no token, which the form does not have."""
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = browser.post(
        f"{REPORT}?lang=de",
        said(post_url="mastodon.example/@ada/12", email="Reporter@example.org", words="Das stimmt nicht."),
    )
    [filed] = reports(campaign)
    assert (filed.reason, filed.words, filed.language) == ("misleading", "Das stimmt nicht.", "de")
    assert (filed.post_url, filed.address) == ("https://mastodon.example/@ada/12", "Reporter@example.org")
    assert (answer.status_code, answer["Location"]) == (303, f"{REPORT}{filed.receipt}/?lang=de")
    assert (answer["Cache-Control"], bool(answer.cookies)) == ("no-store", False)
    thanks = browser.get(answer["Location"])
    assertContains(thanks, filed.receipt)
    assertContains(thanks, "Danke fürs Aufpassen")
    assert (thanks["Cache-Control"], thanks["X-Robots-Tag"]) == ("no-store", "noindex")


def test_address_is_nobodys_duty(campaign: Campaign, reader: Client) -> None:
    assert reader.post(REPORT, said()).status_code == 303
    [filed] = reports(campaign)
    assert (filed.address, filed.post_url, filed.language) == (None, "", "en")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": ""}, "Choose what fits best."),
        ({"reason": "because"}, "Select a valid choice. because is not one of the available choices."),
        ({"words": " "}, "Say in a sentence or two what is wrong, so that we know where to look."),
        (
            {"words": "x" * (LONGEST_WORDS + 1)},
            "Ensure this value has at most 2000 characters (it has 2001).",
        ),
        (
            {"post_url": "ftp://mastodon.example/1"},
            "Paste the address as your browser shows it. It begins with https://.",
        ),
        ({"post_url": "my post"}, "Paste the address as your browser shows it. It begins with https://."),
        ({"email": "me"}, "Enter a valid email address."),
    ],
)
def test_what_was_typed_is_still_there_after_a_mistake(
    campaign: Campaign, reader: Client, wrong: dict[str, str], words: str
) -> None:
    typed = said(post_url="https://x.com/ada/status/1", email="reporter@example.org") | wrong
    answer = reader.post(REPORT, typed)
    assert (answer.status_code, answer["Cache-Control"]) == (422, "no-store")
    assertContains(answer, words, status_code=422)
    form: Any = answer.context["form"]
    assert {name: form[name].value() for name in typed} == typed
    if wrong.get("reason", "misleading") == "misleading":
        assert re.search(r'value="misleading"[^>]*checked', answer.content.decode())
    assert reports(campaign) == []


def test_receipt_in_the_address_is_one_or_there_is_no_page(campaign: Campaign, reader: Client) -> None:
    assert re.fullmatch(RECEIPT_PATTERN, "K7QM-2XRD")
    assert reader.get(f"{REPORT}K7QM-2XRD/").status_code == 200
    for receipt in ("k7qm-2xrd", "CALL-ME00", "K7QM-2XRD-K7QM", "K7QM2XRD"):
        assert reader.get(f"{REPORT}{receipt}/").status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_page_that_is_not_public_has_no_report(membership: Membership, reader: Client, state: str) -> None:
    hidden = make_campaign(membership, state=state, slug="hidden")
    assert reader.get("/educamp/hidden/report/").status_code == 404
    assert reader.post("/educamp/hidden/report/", said()).status_code == 404
    assert reports(hidden) == []


def test_reports_from_one_address_are_limited(
    campaign: Campaign, reader: Client, settings: Settings, worker_id: str
) -> None:
    with own_limits(settings, worker_id, {"report.address": "2/hour"}):
        statuses = [reader.post(REPORT, said()).status_code for _number in range(3)]
    assert statuses == [303, 303, 429]
    assert len(reports(campaign)) == 2


def test_reports_for_one_mailbox_are_limited(
    campaign: Campaign, reader: Client, settings: Settings, worker_id: str
) -> None:
    with own_limits(settings, worker_id, {"report.account": "1/hour"}):
        addresses = ("reporter@example.org", "Reporter@example.org", "other@example.org")
        statuses = [reader.post(REPORT, said(email=address)).status_code for address in addresses]
    assert statuses == [303, 429, 303]
