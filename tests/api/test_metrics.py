"""A campaign's numbers as a resource: totals, coverage and the hourly series."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.scope import organization_scope
from campaigns.enums import Network, SaidStatus, Step, Visitors
from campaigns.models import Campaign, Feed, SaidPost
from campaigns.networks.contract import AuthorSeen, PostSeen
from campaigns.pages.operations import count_step, say_posted
from tests.api.conftest import Caller
from tests.api.story import tell
from tests.factories import NOW, hear, judge, make_campaign, post_seen

pytestmark = pytest.mark.django_db
NOTHING = {
    "posts": 0,
    "people": 0,
    "favorites": 0,
    "reposts": 0,
    "replies": 0,
    "friendly_percent": None,
    "estimated_reach": 0,
}


@pytest.fixture
def campaign(caller: Caller) -> Campaign:
    return make_campaign(caller.membership, state="live")


def metrics(caller: Caller, campaign: Campaign, **query: str) -> dict[str, Any]:
    answer = caller.get(f"/api/v1/campaigns/{campaign.id}/metrics/", query)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def on_bluesky(number: int, **fields: Any) -> PostSeen:
    author = AuthorSeen(
        id=f"did:plc:{number}", handle=f"fan{number}", url=f"https://bsky.app/profile/{number}"
    )
    return post_seen(number, network=Network.BLUESKY, author=author, **fields)


def heard(network: str, status: str, reason: str = "", at: datetime | None = None) -> None:
    """What the last turn of a network's feeds left behind."""
    Feed.objects.filter(network=network).update(status=status, reason=reason, heard_at=at)


def test_metrics_are_told_with_every_field(caller: Caller, campaign: Campaign) -> None:
    fan = post_seen(1).author
    hear(
        campaign,
        post_seen(1, reposts=4, replies=2),
        post_seen(70, author=fan),
        post_seen(71),
        on_bluesky(5),
    )
    heard("mastodon", "measured", at=NOW)
    heard("bluesky", "interrupted", "Bluesky does not answer just now.", NOW)
    off = "Off until the operator sets a token."
    not_measured = {"status": "not_measured", "measured": False, "complete": False, "heard_at": None}
    assert metrics(caller, campaign) == {
        "campaign": str(campaign.id),
        "totals": {
            **NOTHING,
            "posts": 4,
            "people": 3,
            "favorites": 147,
            "reposts": 4,
            "replies": 2,
            "estimated_reach": 20,
        },
        "networks": [
            {
                "network": "mastodon",
                "status": "measured",
                "measured": True,
                "complete": True,
                "reason": None,
                "heard_at": "2013-04-22T10:00:00Z",
                "totals": {
                    **NOTHING,
                    "posts": 3,
                    "people": 2,
                    "favorites": 142,
                    "reposts": 4,
                    "replies": 2,
                    "estimated_reach": 20,
                },
            },
            {
                "network": "bluesky",
                "status": "interrupted",
                "measured": False,
                "complete": False,
                "reason": "Bluesky does not answer just now.",
                "heard_at": "2013-04-22T10:00:00Z",
                "totals": {**NOTHING, "posts": 1, "people": 1, "favorites": 5},
            },
            {"network": "x", **not_measured, "reason": off, "totals": None},
            {"network": "threads", **not_measured, "reason": off, "totals": None},
        ],
        "response_seconds": None,
        "steps": {"visited": 0, "opened": 0, "clicked": 0, "said_posted": 0, "found": 0},
        "series": [
            hour("10", "bluesky", posts=1, new_people=1, favorites=5),
            hour("10", "mastodon", posts=1, new_people=1, favorites=1, reposts=4, replies=2),
            hour("11", "mastodon", posts=2, new_people=1, favorites=141),
        ],
    }


def hour(begins: str, network: str, **numbers: int) -> dict[str, Any]:
    zeros = {"posts": 0, "new_people": 0, "favorites": 0, "reposts": 0, "replies": 0}
    return {"hour": f"2013-04-22T{begins}:00:00Z", "network": network, **zeros, **numbers}


def test_measured_zero_is_told_apart_from_not_measured(caller: Caller, campaign: Campaign) -> None:
    heard("mastodon", "measured", at=NOW)
    told = metrics(caller, campaign)
    assert {row["network"]: row["totals"] for row in told["networks"]} == {
        "mastodon": NOTHING,
        "bluesky": None,
        "x": None,
        "threads": None,
    }
    assert (told["totals"], told["series"]) == (NOTHING, [])


def test_part_of_a_network_is_measured_but_not_complete(caller: Caller, campaign: Campaign) -> None:
    first = Feed.objects.filter(network="mastodon").order_by("id")[0]
    heard("mastodon", "interrupted", "One instance is silent.")
    Feed.objects.filter(id=first.pk).update(status="measured", reason="", heard_at=NOW)
    row = metrics(caller, campaign)["networks"][0]
    assert (row["measured"], row["complete"], row["reason"]) == (True, False, "One instance is silent.")


def test_series_is_cut_out_and_totals_stay(caller: Caller, campaign: Campaign) -> None:
    hear(campaign, post_seen(0), post_seen(60), post_seen(120), on_bluesky(60))
    whole = metrics(caller, campaign)
    noon = {"since": "2013-04-22T11:00:00Z", "until": "2013-04-22T14:00:00+02:00"}
    assert [
        (point["hour"][11:13], point["network"]) for point in metrics(caller, campaign, **noon)["series"]
    ] == [
        ("11", "bluesky"),
        ("11", "mastodon"),
    ]
    nothing = {"since": "2013-04-22T11:00:00Z", "until": "2013-04-22T11:00:00Z"}
    assert metrics(caller, campaign, **nothing)["series"] == []
    cut = metrics(caller, campaign, **noon, network="bluesky")
    assert [point["network"] for point in cut["series"]] == ["bluesky"]
    assert (
        cut["totals"]
        == whole["totals"]
        == {**NOTHING, "posts": 4, "people": 4, "favorites": 240, "estimated_reach": 30}
    )


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ({"network": "myspace"}, "network", "invalid_choice"),
        ({"since": "noon"}, "since", "invalid"),
        ({"page": "1"}, "page", "unknown_parameter"),
    ],
)
def test_parameters_that_cannot_be_used_are_named(
    caller: Caller, campaign: Campaign, query: dict[str, str], parameter: str, code: str
) -> None:
    answer = caller.get(f"/api/v1/campaigns/{campaign.id}/metrics/", query)
    assert answer.status_code == 400
    assert [(error["parameter"], error["code"]) for error in answer.json()["errors"]] == [(parameter, code)]


def test_metrics_take_the_same_queries_for_one_and_three_posts(caller: Caller, campaign: Campaign) -> None:
    metrics(caller, campaign)
    counted = []
    for number in range(3):
        hear(campaign, post_seen(60 * number))
        with CaptureQueriesContext(connection) as captured:
            metrics(caller, campaign)
        counted.append(len(captured))
    # As a list's (5 for the token and the scope), then the campaign, totals, feeds, answers, steps and posts told of, series.
    assert counted == [12] * 3


@pytest.fixture
def climbed(campaign: Campaign) -> Campaign:
    """Supporters on every rung, and a program."""
    steps = [
        (Step.VISITED, "poster", Visitors.PEOPLE),
        (Step.VISITED, "poster", Visitors.PEOPLE),
        (Step.VISITED, "", Visitors.PEOPLE),
        (Step.VISITED, "mastodon", Visitors.BOTS),
        (Step.VISITED, "mastodon", Visitors.PREFETCH),
        (Step.OPENED, "mastodon", Visitors.PEOPLE),
        (Step.OPENED, "", Visitors.PEOPLE),
        (Step.OPENED, "", Visitors.BOTS),
        (Step.CLICKED, "mastodon", Visitors.PEOPLE),
    ]
    for step, channel, visitors in steps:
        count_step(campaign=campaign, step=step, channel=channel, sample=0, visitors=visitors, now=NOW)
    for number in (1, 2):
        say_posted(campaign=campaign, url=f"https://mastodon.example/@fan/{number}", now=NOW)
    with organization_scope(campaign.organization_id):
        SaidPost.objects.filter(link__endswith="/1").update(status=SaidStatus.FOUND)
    return campaign


def test_steps_of_supporters_are_told(caller: Caller, climbed: Campaign) -> None:
    told = metrics(caller, climbed)["steps"]
    assert told == {"visited": 3, "opened": 2, "clicked": 1, "said_posted": 2, "found": 1}


def test_time_to_the_first_answer_is_among_the_numbers(caller: Caller, campaign: Campaign) -> None:
    assert metrics(caller, tell(caller.membership))["response_seconds"] == 3480


def test_short_links_are_told_with_their_clicks(caller: Caller, climbed: Campaign) -> None:
    path = f"/api/v1/campaigns/{climbed.id}/short-links/"
    told = caller.get(path).json()
    assert (told["count"], told["next"]) == (12, None)
    rows = {row["channel"]: (row["clicks"], row["programs"]) for row in told["results"]}
    assert {channel: row for channel, row in rows.items() if any(row)} == {
        "mastodon": (0, 2),
        "poster": (2, 0),
        None: (1, 0),
    }
    urls = {row["channel"]: row["url"] for row in told["results"]}
    assert (urls["poster"], urls[None]) == (f"{climbed.short_url}-p", climbed.short_url)
    with CaptureQueriesContext(connection) as captured:
        caller.get(path, {"page_size": "3"})
    assert len(captured) == 8  # 5 for the token and the scope, the campaign, steps and posts told of


def test_draft_has_no_short_links_to_give_away(caller: Caller) -> None:
    path = f"/api/v1/campaigns/{make_campaign(caller.membership).id}/short-links/"
    assert {row["url"] for row in caller.get(path).json()["results"]} == {None}


def test_draft_has_no_numbers_yet(caller: Caller) -> None:
    draft = make_campaign(caller.membership)
    told = metrics(caller, draft)
    assert (told["totals"], told["series"]) == (NOTHING, [])
    assert [row["totals"] for row in told["networks"]] == [None] * 4


def test_metrics_tell_how_many_are_friendly(caller: Caller, campaign: Campaign) -> None:
    hear(campaign, post_seen(1), post_seen(2), post_seen(3))
    assert metrics(caller, campaign)["totals"]["friendly_percent"] is None
    judge(campaign, [post_seen(1).uri, post_seen(2).uri], "friendly")
    judge(campaign, [post_seen(3).uri], "flagged")
    assert metrics(caller, campaign)["totals"]["friendly_percent"] == 67


def test_series_comes_as_a_table(caller: Caller, campaign: Campaign) -> None:
    hear(campaign, post_seen(1), on_bluesky(5))
    path = f"/api/v1/campaigns/{campaign.id}/metrics/"
    asked = caller.get(path, accept="text/csv")
    assert asked["Content-Type"] == "text/csv; charset=utf-8"
    assert asked.content.decode().splitlines() == [
        "hour,network,posts,new_people,favorites,reposts,replies",
        "2013-04-22T10:00:00Z,bluesky,1,1,5,0,0",
        "2013-04-22T10:00:00Z,mastodon,1,1,1,0,0",
    ]
    assert caller.get(path, {"format": "csv"}).content == asked.content
    assert caller.get(path, {"format": "json"}, accept="text/csv").json()["campaign"] == str(campaign.id)


def test_table_that_is_none_is_a_problem(caller: Caller, campaign: Campaign) -> None:
    path = f"/api/v1/campaigns/{campaign.id}/metrics/"
    for query in ({"format": "xlsx"}, {"format": "csv", "since": "noon"}):
        answer = caller.get(path, query)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert caller.get("/api/v1/campaigns/", {"format": "csv"}).status_code == 400


def days(caller: Caller, campaign: Campaign, **query: str) -> list[tuple[str, str, int, int]]:
    answer = caller.get(f"/api/v1/campaigns/{campaign.id}/metrics/days/", query)
    assert answer.status_code == 200
    assert answer.json()["time_zone"] == "Europe/Berlin"
    return [(row["day"], row["network"], row["posts"], row["new_people"]) for row in answer.json()["days"]]


def test_days_begin_by_the_clocks_of_the_campaign(caller: Caller, campaign: Campaign) -> None:
    # 21:59 and 22:01 in UTC are both sides of midnight in Berlin.
    hear(campaign, post_seen(719), post_seen(721), post_seen(722), on_bluesky(5))
    whole = [
        ("2013-04-22", "bluesky", 1, 1),
        ("2013-04-22", "mastodon", 1, 1),
        ("2013-04-23", "mastodon", 2, 2),
    ]
    assert days(caller, campaign) == whole
    assert days(caller, campaign, since="2013-04-23") == whole[2:]
    assert days(caller, campaign, until="2013-04-23", network="bluesky") == whole[:1]


def test_days_come_as_a_table(caller: Caller, campaign: Campaign) -> None:
    hear(campaign, post_seen(1))
    told = caller.get(f"/api/v1/campaigns/{campaign.id}/metrics/days/", {"format": "csv"})
    assert told.content.decode().splitlines()[1] == "2013-04-22,mastodon,1,1,1,0,0"
