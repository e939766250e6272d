"""Campaigns as resources: every field, every filter, and nothing of another organization."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor, actor_of
from accounts.scope import organization_scope
from campaigns.answers import operations as answers
from campaigns.answers.queries import response_clock
from campaigns.enums import Network, Outcome
from campaigns.models import Answer, Campaign
from campaigns.networks.contract import AuthorSeen
from campaigns.transitions import operations as transitions
from tests.api.conftest import Caller, caller_of
from tests.factories import NOW, hear, make_campaign, make_company, make_organization, post_seen

pytestmark = pytest.mark.django_db
LIST = "/api/v1/campaigns/"
COMPANY = AuthorSeen(id="telekom-id", handle="telekom", url="https://mastodon.example/@telekomhilft")


def slugs(caller: Caller, **query: Any) -> list[str]:
    answer = caller.get(LIST, query)
    assert answer.status_code == 200
    return [campaign["slug"] for campaign in answer.json()["results"]]


def titled(caller: Caller, title: str, **facts: Any) -> Campaign:
    return make_campaign(caller.membership, title={"de": title, "en": title}, **facts)


def answer_by_post(campaign: Campaign, actor: Actor, network: Network, minutes: int) -> Answer:
    """The company's post, so many minutes after the start, confirmed as its promise."""
    post = post_seen(minutes, network=network, author=COMPANY, text="We are on it. #telekomhilf")
    row = next(heard for heard in hear(campaign, post) if heard.network == network)
    with organization_scope(campaign.organization_id):
        candidate = Answer.objects.create(
            organization_id=campaign.organization_id,
            campaign=campaign,
            post=row,
            said_at=row.posted_at,
            text=row.text,
            evidence_url=row.url,
            noticed_at=NOW,
        )
    day = date(2013, 4, 26)
    return answers.confirm(answer=candidate, kind="promised", promised_for=day, actor=actor, now=NOW)


def test_campaign_is_told_with_every_field(caller: Caller) -> None:
    company = make_company(native_ids={"mastodon": COMPANY.id})
    campaign = make_campaign(caller.membership, state="live", company=company)
    actor = actor_of(caller.membership)
    answer_by_post(campaign, actor, Network.MASTODON, 58)
    later = NOW + timedelta(hours=3)
    answers.record(
        campaign=campaign, kind="fulfilled", said_at=later, text="It is switched on.", actor=actor, now=later
    )
    assert caller.get(f"{LIST}{campaign.id}/").json() == {
        "id": str(campaign.id),
        "slug": campaign.slug,
        "state": "answered",
        "outcome": None,
        "external_ref": None,
        "languages": ["de", "en"],
        "title": {"de": "Ein Netz für das EduCamp", "en": "A network for the EduCamp"},
        "wish": {
            "de": "Bitte schaltet die Leitung bis Freitag.",
            "en": "Please switch the line on by Friday.",
        },
        "story": {
            "de": "Der Techniker kommt erst **nach** dem Wochenende.",
            "en": "The technician comes **after** it.",
        },
        "event": {
            "name": "EduCamp Hamburg 2013",
            "names": {},
            "place": "Hamburg",
            "starts_at": "2013-04-26T10:00:00Z",
            "ends_at": "2013-04-28T10:00:00Z",
            "url": "https://educamp.example/",
            "image": None,
            "time_zone": "Europe/Berlin",
        },
        "company": {
            "id": str(company.id),
            "name": "Telekom hilft",
            "website": None,
            "verified": True,
            "accounts": [
                {"network": "bluesky", "handle": "telekomhilft.bsky.social"},
                {"network": "mastodon", "handle": "telekomhilft@mastodon.example"},
                {"network": "x", "handle": "Telekom_hilft"},
            ],
        },
        "deadline": "2013-04-26T10:00:00Z",
        "deadline_days_before": None,
        "hashtags": ["telekomhilf", "echh13"],
        "sample_posts": [
            {
                "language": "de",
                "purpose": "ask",
                "text": "Liebe Telekom, bitte schenkt dem EduCamp eine Leitung.",
            },
            {"language": "de", "purpose": "thank", "text": "Danke, liebe Telekom."},
            {"language": "en", "purpose": "ask", "text": "Dear Telekom, please give the EduCamp a line."},
            {"language": "en", "purpose": "thank", "text": "Thank you, dear Telekom."},
        ],
        "answers": [
            {
                "kind": "promised",
                "said_at": "2013-04-22T10:58:00Z",
                "seconds_after_start": 3480,
                "promised_for": "2013-04-26",
                "network": "mastodon",
                "native_id": "58",
                "url": "https://mastodon.example/@telekomhilft/58",
                "text": "We are on it. #telekomhilf",
            },
            {
                "kind": "fulfilled",
                "said_at": "2013-04-22T13:00:00Z",
                "seconds_after_start": 10800,
                "promised_for": None,
                "network": None,
                "native_id": None,
                "url": None,
                "text": "It is switched on.",
            },
        ],
        "review_note": None,
        "starts_at": None,
        "live_at": "2013-04-22T10:00:00Z",
        "response_seconds": 3480,
        "answered_at": "2013-04-22T10:00:00Z",
        "closed_at": None,
        "submitted_at": "2013-04-22T10:00:00Z",
        "created_at": "2013-04-22T10:00:00Z",
        "modified_at": "2013-04-22T10:00:00Z",
        "links": {
            "api": f"{settings.SITE_URL}/api/v1/campaigns/{campaign.id}/",
            "metrics": f"{settings.SITE_URL}/api/v1/campaigns/{campaign.id}/metrics/",
            "page": f"{settings.SITE_URL}/educamp/{campaign.slug}/",
            "desk": f"{settings.SITE_URL}/desk/educamp/{campaign.slug}/",
            "preview": f"{settings.SITE_URL}/desk/educamp/{campaign.slug}/preview/",
            "short": f"{settings.SITE_URL}/s/{campaign.short_code}",
        },
    }


def test_response_seconds_are_what_the_clock_shows(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="live")
    actor = actor_of(caller.membership)
    for kind, minutes in (("fulfilled", 90), ("acknowledged", 30)):
        at = NOW + timedelta(minutes=minutes)
        answers.record(campaign=campaign, kind=kind, said_at=at, text="Deal.", actor=actor, now=at)
    told = caller.get(f"{LIST}{campaign.id}/").json()
    with organization_scope(campaign.organization_id):
        clock = response_clock(Campaign.objects.get(id=campaign.id))
    assert clock.first is not None
    assert told["response_seconds"] == clock.first.total_seconds() == 1800
    seconds = {answer["kind"]: answer["seconds_after_start"] for answer in told["answers"]}
    assert seconds == {time.kind: time.after.total_seconds() for time in clock.kinds}


def test_post_on_x_is_passed_on_by_id_only(caller: Caller) -> None:
    campaign = make_campaign(
        caller.membership, state="live", company=make_company(native_ids={"x": COMPANY.id})
    )
    answer_by_post(campaign, actor_of(caller.membership), Network.X, 58)
    (told,) = caller.get(f"{LIST}{campaign.id}/").json()["answers"]
    assert (told["network"], told["native_id"], told["url"], told["text"]) == ("x", "58", None, None)


def test_candidates_and_dismissed_answers_are_not_told(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="live")
    with organization_scope(campaign.organization_id):
        for status in ("candidate", "dismissed"):
            Answer.objects.create(
                organization_id=campaign.organization_id,
                campaign=campaign,
                status=status,
                said_at=NOW,
                text="Hello.",
                noticed_at=NOW,
            )
    told = caller.get(f"{LIST}{campaign.id}/").json()
    assert (told["answers"], told["response_seconds"]) == ([], None)


def test_what_a_draft_lacks_is_null(caller: Caller) -> None:
    campaign = make_campaign(
        caller.membership,
        company_id=None,
        story={"de": "", "en": "Why."},
        event_place="",
        event_url="",
        deadline=None,
        event_starts_at=None,
        event_ends_at=None,
    )
    told = caller.get(f"{LIST}{campaign.id}/").json()
    assert {
        name: told[name] for name in ("state", "company", "deadline", "story", "outcome", "review_note")
    } == {
        "state": "draft",
        "company": None,
        "deadline": None,
        "story": {"en": "Why."},
        "outcome": None,
        "review_note": None,
    }
    assert told["links"]["page"] is None
    assert [told["event"][name] for name in ("place", "url", "starts_at", "ends_at")] == [None] * 4


def test_outcome_is_told_when_closed(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="live")
    actor = actor_of(caller.membership)
    transitions.close(campaign=campaign, outcome=Outcome.PARTLY, actor=actor, now=NOW)
    told = caller.get(f"{LIST}{campaign.id}/").json()
    assert (told["state"], told["outcome"], told["closed_at"]) == ("closed", "partly", "2013-04-22T10:00:00Z")


def test_list_is_an_envelope_of_pages(caller: Caller) -> None:
    for number in range(3):
        titled(caller, f"Wish {number}", now=NOW + timedelta(hours=number))
    here = f"http://testserver{LIST}"
    first = caller.get(LIST, {"page_size": 2}).json()
    assert (first["count"], first["next"], first["previous"]) == (3, f"{here}?page=2&page_size=2", None)
    assert [campaign["slug"] for campaign in first["results"]] == ["wish-2", "wish-1"]
    last = caller.get(LIST, {"page_size": 2, "page": 2}).json()
    assert (last["next"], last["previous"]) == (None, f"{here}?page_size=2")
    assert [campaign["slug"] for campaign in last["results"]] == ["wish-0"]
    assert caller.get(LIST, {"page": 2}).status_code == 404


def test_list_and_detail_tell_the_same(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="live")
    assert caller.get(LIST).json()["results"] == [caller.get(f"{LIST}{campaign.id}/").json()]


def test_empty_list_has_one_page(caller: Caller) -> None:
    assert caller.get(LIST).json() == {"count": 0, "next": None, "previous": None, "results": []}


def test_list_is_narrowed_by_state_and_moment(caller: Caller) -> None:
    titled(caller, "Draft")
    titled(caller, "Live", state="live")
    titled(caller, "Late", now=NOW + timedelta(days=1))
    assert slugs(caller, state="live") == ["live"]
    assert sorted(slugs(caller, state=["draft", "live"])) == ["draft", "late", "live"]
    assert slugs(caller, modified_since="2013-04-23T12:00:00+02:00") == ["late"]
    assert slugs(caller, modified_since="2013-04-23T10:00:00.000001Z") == []
    assert slugs(caller, state="draft", modified_since="2013-04-22T10:00:01Z") == ["late"]


def test_list_is_ordered_with_nothing_last(caller: Caller) -> None:
    titled(caller, "B", deadline=NOW + timedelta(days=2), now=NOW)
    titled(caller, "A", deadline=None, now=NOW + timedelta(hours=1))
    titled(caller, "C", deadline=NOW + timedelta(days=1), now=NOW + timedelta(hours=2))
    assert slugs(caller) == ["c", "a", "b"]
    assert slugs(caller, ordering="created_at") == ["b", "a", "c"]
    assert slugs(caller, ordering="slug") == ["a", "b", "c"]
    assert slugs(caller, ordering="deadline") == ["c", "b", "a"]
    assert slugs(caller, ordering="-deadline") == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ({"page": "0"}, "page", "min_value"),
        ({"page": "last"}, "page", "invalid"),
        ({"page_size": "101"}, "page_size", "max_value"),
        ({"state": "gone"}, "state", "invalid_choice"),
        ({"state": ["live", "gone"]}, "state", "invalid_choice"),
        ({"ordering": "organization"}, "ordering", "invalid_choice"),
        ({"modified_since": "yesterday"}, "modified_since", "invalid"),
        ({"modified-since": "2013-04-22T10:00:00Z"}, "modified-since", "unknown_parameter"),
    ],
)
def test_parameters_that_cannot_be_used_are_named(
    caller: Caller, query: dict[str, Any], parameter: str, code: str
) -> None:
    answer = caller.get(LIST, query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    wrong = [(error["parameter"], error["pointer"], error["code"]) for error in answer.json()["errors"]]
    assert wrong == [(parameter, None, code)]


def test_token_sees_nothing_of_another_organization(caller: Caller) -> None:
    theirs = caller_of(make_organization("Somebody else"))
    mine, other = (
        make_campaign(caller.membership, state="live"),
        make_campaign(theirs.membership, state="live"),
    )
    assert [row["id"] for row in caller.get(LIST).json()["results"]] == [str(mine.id)]
    assert [row["id"] for row in theirs.get(LIST).json()["results"]] == [str(other.id)]
    for campaign_id in (other.id, uuid4()):
        for path in ("", "metrics/"):
            answer = caller.get(f"{LIST}{campaign_id}/{path}")
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert caller.get(f"{LIST}{other.id}/").content == caller.get(f"{LIST}{uuid4()}/").content


def queries_of(caller: Caller, path: str) -> int:
    caller.get(LIST)  # the token's use is noted once a minute
    with CaptureQueriesContext(connection) as captured:
        assert caller.get(path).status_code == 200
    return len(captured)


def test_list_takes_the_same_queries_for_one_and_three(caller: Caller) -> None:
    actor = actor_of(caller.membership)
    counted = []
    for number in range(3):
        campaign = titled(caller, f"Wish {number}", state="live")
        at = NOW + timedelta(minutes=5)
        answers.record(campaign=campaign, kind="acknowledged", said_at=at, text="Deal.", actor=actor, now=at)
        counted.append(queries_of(caller, f"{LIST}?page_size={50 + number}"))
    assert counted == [QUERIES_OF_LIST] * 3


# The token (1). The organization's scope opened and closed (4).
# The count, the campaigns, and what belongs to them: accounts, hashtags, sample posts, answers (6).
QUERIES_OF_LIST = 11
