"""Short addresses: what they say, where they lead, and that nothing but a number is left of who came by one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.enums import Channel
from campaigns.models import Campaign, SamplePost, StepCount
from campaigns.pages.short_links import LETTERS, Code, read_code, short_link
from tests.campaigns.pages.conftest import PAGE
from tests.factories import make_campaign

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
CODE = "0123456789"


def person(**headers: str) -> Client:
    return Client(headers={"user-agent": BROWSER, **headers})


def counted(campaign: Campaign) -> list[tuple[Any, ...]]:
    with organization_scope(campaign.organization_id):
        rows = StepCount.objects.order_by("channel", "sample", "visitors")
        return list(rows.values_list("step", "channel", "sample", "visitors", "count"))


@pytest.mark.parametrize("channel", Channel.values)
def test_code_says_channel_and_sample(channel: str) -> None:
    for sample in (0, 1, 35, 36, 2**63 - 1):
        link = short_link(f"https://c.example/s/{CODE}", channel, sample)
        assert read_code(link.rpartition("/")[2]) == Code(CODE, channel, sample)


def test_every_channel_has_a_letter_of_its_own() -> None:
    assert sorted(LETTERS) == sorted(Channel.values)
    assert len(set(LETTERS.values())) == len(LETTERS)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "012345678",
        f"{CODE}-",
        f"{CODE}-m-1",
        f"{CODE}z",
        f"{CODE}-1",
        "https:",
        "../x",
        f"{CODE}-m" + "z" * 14,
    ],
)
def test_other_codes_are_none(code: str) -> None:
    assert read_code(code) is None


def test_short_link_leads_to_the_page_of_its_campaign(campaign: Campaign) -> None:
    response = person().get(f"/s/{campaign.short_code}-b")
    assert (response.status_code, response["Location"]) == (302, f"http://localhost:8000{PAGE}")
    assert (response["Cache-Control"], bool(response.cookies)) == ("no-store", False)
    assert counted(campaign) == [("visited", "bluesky", 0, "people", 1)]


@pytest.mark.parametrize("state", ["scheduled", "live", "answered", "closed"])
def test_short_link_leads_to_the_page_as_long_as_there_is_one(state: str, membership: Membership) -> None:
    campaign = make_campaign(membership, state=state, slug="internet")
    assert person().get(f"/s/{campaign.short_code}").status_code == 302


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_short_link_of_what_is_not_published_leads_nowhere(state: str, membership: Membership) -> None:
    campaign = make_campaign(membership, state=state, slug="internet")
    missing = person().get("/s/ffffffffff")
    response = person().get(f"/s/{campaign.short_code}-m")
    assert (response.status_code, response.content) == (404, missing.content)
    assert counted(campaign) == []


def test_short_link_takes_no_address_from_anybody(campaign: Campaign) -> None:
    response = person().get(f"/s/{campaign.short_code}?next=https://evil.example/&url=//evil.example")
    assert response["Location"] == f"http://localhost:8000{PAGE}"


def test_visits_of_one_hour_are_one_number(campaign: Campaign) -> None:
    with organization_scope(campaign.organization_id):
        sample = SamplePost.objects.first()
    assert sample
    link = short_link("", Channel.MASTODON, sample.pk)
    for _ in range(3):
        person().get(f"/s/{campaign.short_code}{link}")
    person().get(f"/s/{campaign.short_code}-m{'zz'}")  # no sample post of this campaign
    assert counted(campaign) == [
        ("visited", "mastodon", 0, "people", 1),
        ("visited", "mastodon", sample.pk, "people", 3),
    ]


@pytest.mark.parametrize(
    ("headers", "visitors"),
    [
        ({}, "people"),
        ({"sec-purpose": "prefetch;prerender"}, "prefetch"),
        ({"purpose": "prefetch"}, "prefetch"),
        ({"x-moz": "prefetch"}, "prefetch"),
        ({"user-agent": "Mastodon/4.3.0 (http.rb/5.2.0; +https://social.example/) Bot"}, "bots"),
        ({"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, "bots"),
        ({"user-agent": "WhatsApp/2.23.20.0"}, "bots"),
        ({"user-agent": "curl/8.5.0"}, "bots"),
        ({"user-agent": ""}, "bots"),
        ({"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36"}, "people"),
    ],
)
def test_programs_and_prefetches_are_kept_apart(
    headers: dict[str, str], visitors: str, campaign: Campaign
) -> None:
    person(**headers).get(f"/s/{campaign.short_code}-x")
    assert counted(campaign) == [("visited", "x", 0, visitors, 1)]


def test_who_asks_for_the_head_alone_is_a_program(campaign: Campaign) -> None:
    assert person().head(f"/s/{campaign.short_code}-x").status_code == 302
    assert counted(campaign) == [("visited", "x", 0, "bots", 1)]


def test_nothing_is_kept_of_who_came(campaign: Campaign) -> None:
    assert {field.name for field in StepCount._meta.fields} == {
        *("id", "organization", "campaign", "step", "channel", "sample", "visitors", "hour", "count")
    }


@pytest.mark.django_db(transaction=True)
def test_short_link_costs_few_queries(campaign: Campaign) -> None:
    with CaptureQueriesContext(connection) as queries:
        person().get(f"/s/{campaign.short_code}-m1")
    asked = [query["sql"][:100] for query in queries if query["sql"] not in ("BEGIN", "COMMIT")]
    assert len(asked) == 5, asked  # two scopes opened, the campaign, the sample post, the count
