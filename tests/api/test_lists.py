"""Lists beside that of campaigns: what they show, and that they cost the same however long they are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import actor_of
from accounts.scope import organization_scope
from campaigns.answers import operations as answers
from campaigns.authoring.companies import propose_company
from campaigns.authoring.content import CompanyProposal
from campaigns.authoring.updates import publish_update
from campaigns.enums import Network
from campaigns.models import Campaign, Post
from campaigns.networks.contract import AuthorSeen
from tests.api.conftest import Caller, caller_of
from tests.factories import NOW, hear, make_campaign, make_company, make_member, make_organization, post_seen

pytestmark = pytest.mark.django_db
FAN = AuthorSeen(id="fan", handle="fan", url="https://x.example/fan")


@pytest.fixture
def live(caller: Caller) -> Campaign:
    return make_campaign(caller.membership, state="live")


def told(caller: Caller, path: str, **query: Any) -> Any:
    answer = caller.get(path, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def of(campaign: Campaign, what: str) -> str:
    return f"/api/v1/campaigns/{campaign.id}/{what}/"


More = Callable[[Caller, Campaign, int], object]


def _answer(caller: Caller, live: Campaign, number: int) -> None:
    at, actor = NOW + timedelta(minutes=number), actor_of(caller.membership)
    answers.record(campaign=live, kind="acknowledged", said_at=at, text="Yes.", actor=actor, now=at)


def _update(caller: Caller, live: Campaign, number: int) -> None:
    publish_update(campaign=live, texts={"en": "News"}, actor=actor_of(caller.membership), now=NOW)


# what there is one more of each time -> the list, and how many queries it takes: 5 for the token and the scope, then its own.
LISTS: dict[str, tuple[str, More, int]] = {
    "answers": ("answers", _answer, 8),
    "updates": ("updates", _update, 8),
    "posts": ("posts", lambda caller, live, number: hear(live, post_seen(number)), 7),
    "companies": ("/api/v1/companies/", lambda caller, live, number: make_company(f"Company {number}"), 8),
    "members": (
        "/api/v1/members/",
        lambda caller, live, number: make_member(caller.membership.organization),
        7,
    ),
    "journal": ("/api/v1/journal/", _update, 10),
}


@pytest.mark.parametrize("name", LISTS)
def test_list_takes_the_same_queries_for_one_and_three(caller: Caller, live: Campaign, name: str) -> None:
    path, more, expected = LISTS[name]
    path = path if path.startswith("/") else of(live, path)
    counted = []
    for number in range(3):
        more(caller, live, number)
        told(caller, path)  # the token's use is noted once a minute
        with CaptureQueriesContext(connection) as captured:
            told(caller, path)
        counted.append(len(captured))
    assert counted == [expected] * 3


def test_posts_are_told_by_cursor_the_latest_first(caller: Caller, live: Campaign) -> None:
    hear(live, *(post_seen(number) for number in range(5)))
    first = told(caller, of(live, "posts"), page_size=2)
    assert [post["native_id"] for post in first["results"]] == ["4", "3"]
    assert first["previous"] is None
    hear(live, post_seen(9))
    second = told(caller, first["next"])
    last = told(caller, second["next"])
    assert [[post["native_id"] for post in part["results"]] for part in (second, last)] == [["2", "1"], ["0"]]
    assert last["next"] is None


@pytest.mark.parametrize("cursor", ["x", "cD1hYmM=", "bz14", "cD0yMDEzLTk5LTk5VDAwOjAwOjAwWg=="])
def test_cursor_that_is_none_is_not_found(caller: Caller, live: Campaign, cursor: str) -> None:
    answer = caller.get(of(live, "posts"), {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_posts_are_narrowed(caller: Caller, live: Campaign) -> None:
    hear(live, post_seen(1), post_seen(70), post_seen(3, network=Network.BLUESKY, author=FAN))
    posts = of(live, "posts")
    moment = "2013-04-22T11:00:00Z"
    found = {
        str(query): [post["native_id"] for post in told(caller, posts, **query)["results"]]
        for query in (
            {"network": "bluesky"},
            {"since": moment},
            {"until": moment},
            {"role": "company"},
            {"kindness": "unchecked"},
        )
    }
    assert list(found.values()) == [["3"], ["70"], ["3", "1"], [], ["70", "3", "1"]]


def test_deleted_post_is_not_told(caller: Caller, live: Campaign) -> None:
    hear(live, post_seen(1))
    with organization_scope(live.organization_id):
        Post.objects.update(deleted_at=NOW)
    assert told(caller, of(live, "posts"))["results"] == []


@pytest.mark.parametrize("network", [Network.X, Network.THREADS])
def test_post_that_may_not_be_passed_on_is_told_by_id_alone(
    caller: Caller, live: Campaign, network: Network
) -> None:
    hear(live, post_seen(1, network=network, author=FAN))
    (post,) = told(caller, of(live, "posts"))["results"]
    assert (post["native_id"], post["url"], post["text"], post["author"]) == ("1", None, None, None)


def test_companies_are_those_that_may_be_asked(caller: Caller) -> None:
    make_company("Telekom hilft")
    elsewhere = caller_of(make_organization())
    for one, name in ((caller, "Our own"), (elsewhere, "Theirs")):
        member = one.membership
        proposal = CompanyProposal(name, handles={"mastodon": "own@mastodon.example"})
        propose_company(
            organization_id=member.organization_id, proposal=proposal, actor=actor_of(member), now=NOW
        )
    path = "/api/v1/companies/"
    assert [row["name"] for row in told(caller, path)["results"]] == ["Our own", "Telekom hilft"]
    (found,) = told(caller, path, search="TELEKOM")["results"]
    assert told(caller, f"{path}{found['id']}/") == found


def test_members_are_told_by_name_without_an_address(caller: Caller) -> None:
    told_members = told(caller, "/api/v1/members/")
    (member,) = told_members["results"]
    assert (member["role"], told_members["count"]) == ("owner", 1)
    assert "@" not in str(told_members)


def test_journal_is_told_in_words_and_narrowed(caller: Caller, live: Campaign) -> None:
    path = "/api/v1/journal/"
    (entry,) = told(caller, path, subject=str(live.id), verb="campaign.published")["results"]
    assert (entry["verb"], entry["subject"]) == ("campaign.published", str(live.id))
    assert entry["details"] == {"from": "in_review", "to": "live"}
    assert str(live) in entry["text"]
    assert told(caller, path, since="2013-04-22T10:00:01Z", until="2013-04-23T00:00:00Z")["results"] == []


def test_supporters_are_numbers(caller: Caller, live: Campaign) -> None:
    counts = {"asked": 0, "confirmed": 0, "reminded": 0, "thanked": 0, "shared": 0}
    assert told(caller, of(live, "supporters")) == counts


def test_embeds_are_in_the_language_asked_for(caller: Caller, live: Campaign) -> None:
    path = of(live, "embeds")
    assert told(caller, path)["language"] == "de"
    english = told(caller, path, language="en")
    assert 'lang="en"' in english["component"]
    assert english["addresses"]["frame"].endswith("/embed/?lang=en")


def test_draft_has_no_embeds(caller: Caller) -> None:
    answer = caller.get(of(make_campaign(caller.membership), "embeds"))
    assert (answer.status_code, answer.json()["code"]) == (409, "no_page")
