"""The contract, held by every connector: each brings its recorded answers, the expectations are the same."""

from collections.abc import Callable
from datetime import UTC
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from campaigns.networks.bluesky import Bluesky
from campaigns.networks.composing import ShareText, fits
from campaigns.networks.contract import (
    Connector,
    HashtagTopic,
)
from campaigns.networks.errors import REASONS, ConnectorError, NotMeasured, Rejected, Throttled, Unavailable
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.threads import Threads
from campaigns.networks.x import X
from candyplatform.base.http import (
    AddressRefused,
    ConnectionFailed,
    DoorError,
    Response,
    TooLarge,
    TooManyRedirects,
    TooSlow,
)
from tests.campaigns.networks.cases import CASES, Case
from tests.campaigns.networks.recorded_door import RecordedDoor, said

SHARE = ShareText(
    opening="Könnt ihr helfen? Über 100 Menschen + Kuchen & Tee",
    mention="@telekom_hilft",
    hashtags=("telekomhilf", "echh13"),
    url="https://candystorm.example/educamp/echh13/",
)


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


def _always(reply: Response | DoorError) -> RecordedDoor:
    return RecordedDoor(replies=lambda url: reply)


def _ways(case: Case, door: RecordedDoor) -> dict[str, Callable[[], object]]:
    """Every question that a connector can be asked."""
    connector, host = case.connector, case.host
    return {
        "fetch": lambda: connector.fetch(host=host, topic=case.topic, cursor="", door=door),
        "refresh": lambda: connector.refresh(host=host, ids=case.ids, door=door),
        "lookup_account": lambda: connector.lookup_account(host=host, handle="ada@social.example", door=door),
        "replies": lambda: connector.replies(host=host, native_id=case.ids[0], door=door),
    }


EVERY_WAY = [(name, way) for name, case in CASES.items() for way in case.ways]


def _of(way: str) -> list[str]:
    return [name for name, case in CASES.items() if way in case.ways]


def test_fetch_brings_posts_as_plain_values(case: Case) -> None:
    door = _always(said(case.page([case.item(1)])))
    page = case.connector.fetch(host=case.host, topic=case.topic, cursor="", door=door)
    assert page.posts == (case.expected,)
    assert (page.more, page.gone) == (False, ())


def test_posts_are_hashable_and_aware_of_their_time_zone(case: Case) -> None:
    page = case.connector.fetch(
        host=case.host, topic=case.topic, cursor="", door=_always(said(case.page([case.item(1)])))
    )
    assert {page.posts[0]} == {case.expected}
    assert page.posts[0].posted_at.utcoffset() == UTC.utcoffset(None)


def test_fetch_takes_its_own_cursor_back(case: Case) -> None:
    door = _always(said(case.page([case.item(1)])))
    first = case.connector.fetch(host=case.host, topic=case.topic, cursor="", door=door)
    again = case.connector.fetch(host=case.host, topic=case.topic, cursor=first.cursor, door=door)
    assert again.posts == first.posts


def test_fetch_passes_over_an_item_that_cannot_be_read(case: Case) -> None:
    odd = {"id": "5", "uri": 17, "something": ["else"]}
    page = case.connector.fetch(
        host=case.host, topic=case.topic, cursor="", door=_always(said(case.page([odd, case.item(1), {}])))
    )
    assert page.posts == (case.expected,)


@pytest.mark.parametrize(("case", "way"), EVERY_WAY, indirect=["case"])
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, NotMeasured),
        (403, NotMeasured),
        (418, Rejected),
        (500, Unavailable),
        (502, Unavailable),
        (503, Unavailable),
    ],
)
def test_a_status_becomes_one_of_the_four_errors(
    case: Case, way: str, status: int, error: type[ConnectorError]
) -> None:
    with pytest.raises(error):
        _ways(case, _always(said({"error": "no"}, status)))[way]()


@pytest.mark.parametrize(("case", "way"), EVERY_WAY, indirect=["case"])
def test_too_many_requests_tells_when_to_ask_again(case: Case, way: str) -> None:
    with pytest.raises(Throttled) as caught:
        _ways(case, _always(said({}, 429, Retry_After="17")))[way]()
    assert caught.value.retry_after == 17


@pytest.mark.parametrize(("case", "way"), EVERY_WAY, indirect=["case"])
@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (ConnectionFailed("no"), Unavailable),
        (TooSlow("no"), Unavailable),
        (TooLarge("no"), Unavailable),
        (TooManyRedirects("no"), Unavailable),
        (AddressRefused("no"), Rejected),
    ],
)
def test_what_the_door_refuses_becomes_one_of_the_four_errors(
    case: Case, way: str, failure: DoorError, error: type[ConnectorError]
) -> None:
    with pytest.raises(error):
        _ways(case, _always(failure))[way]()


@pytest.mark.parametrize(("case", "way"), EVERY_WAY, indirect=["case"])
@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"null", b'"text"', b"[1", b'{"posts":', b"17", b"\xff\xfe"]
)
def test_half_an_answer_is_unavailable(case: Case, way: str, body: bytes) -> None:
    with pytest.raises(Unavailable):
        _ways(case, _always(said(body)))[way]()


@pytest.mark.parametrize("case", _of("refresh"), indirect=True)
def test_refresh_brings_the_counts_of_now(case: Case) -> None:
    door = _always(said(case.page([case.item(1), case.item(2)])))
    refreshed = case.connector.refresh(host=case.host, ids=case.ids, door=door)
    assert [post.native_id for post in refreshed.posts] == list(case.ids)
    assert refreshed.posts[0] == case.expected
    assert refreshed.gone == ()
    assert len(door.asked) == 1


@pytest.mark.parametrize("case", _of("refresh"), indirect=True)
def test_refresh_looks_twice_before_it_calls_a_post_gone(case: Case) -> None:
    there = {
        case.single_url(case.ids[0]): said(case.found(case.item(1))),
        case.single_url(case.ids[1]): case.missing,
    }
    batch = said(case.page([]))
    door = RecordedDoor(replies=lambda url: there.get(url, batch))
    refreshed = case.connector.refresh(host=case.host, ids=case.ids, door=door)
    assert refreshed.posts == (case.expected,)
    assert refreshed.gone == (case.ids[1],)
    assert len(door.asked) == 3


@pytest.mark.parametrize("case", _of("refresh"), indirect=True)
def test_refresh_ignores_posts_that_nobody_asked_for(case: Case) -> None:
    door = _always(said(case.page([case.item(1), case.item(2), case.item(3)])))
    refreshed = case.connector.refresh(host=case.host, ids=case.ids, door=door)
    assert [post.native_id for post in refreshed.posts] == list(case.ids)


@pytest.mark.parametrize("case", _of("lookup_account"), indirect=True)
def test_lookup_account_brings_the_author(case: Case) -> None:
    door = _always(said(case.profile))
    author = case.connector.lookup_account(host=case.host, handle=" @ada@social.example ", door=door)
    assert author == case.author
    assert parse_qs(urlsplit(door.asked[0]).query).popitem()[1] == ["ada@social.example"]


@pytest.mark.parametrize("case", _of("lookup_account"), indirect=True)
@pytest.mark.parametrize("status", [400, 404])
def test_lookup_account_rejects_a_handle_that_is_not_there(case: Case, status: int) -> None:
    with pytest.raises(Rejected):
        case.connector.lookup_account(host=case.host, handle="nobody", door=_always(said({}, status)))


@pytest.mark.parametrize("case", _of("replies"), indirect=True)
def test_replies_come_oldest_first(case: Case) -> None:
    items = [case.item(2), case.item(1)]
    seen = case.connector.replies(
        host=case.host, native_id=case.ids[0], door=_always(said(case.thread(items)))
    )
    assert case.expected in seen
    assert list(seen) == sorted(seen, key=lambda post: post.posted_at)
    assert len(seen) == 2


def test_no_text_holds_what_the_database_cannot_store(case: Case) -> None:
    raw = msgspec.json.encode(case.page([case.item(1)])).replace(b"Bitte!", b"Bi\\u0000tte!")
    page = case.connector.fetch(host=case.host, topic=case.topic, cursor="", door=_always(said(raw)))
    assert page.posts[0].text == "Bitte! #TelekomHilf"


@pytest.mark.parametrize(
    "connector", [Mastodon(), Bluesky(), X(), Threads()], ids=lambda one: str(one.network)
)
def test_intent_url_opens_a_composer_with_a_text_that_fits(connector: Connector) -> None:
    url = connector.intent_url(SHARE)
    assert url.startswith("https://")
    assert "+" not in url
    assert "%20" in url
    fields = parse_qs(urlsplit(url).query)
    text = " ".join(values[0] for values in fields.values())
    assert fits(text, connector.text_rules)
    for part in (
        "Könnt ihr helfen?",
        "@telekom_hilft",
        "telekomhilf",
        "https://candystorm.example/educamp/echh13/",
    ):
        assert part in text


@pytest.mark.parametrize("connector", [X(), Threads()], ids=lambda one: str(one.network))
def test_a_network_without_a_token_says_so_and_asks_nothing(connector: Connector) -> None:
    door = RecordedDoor()
    assert connector.not_measured == REASONS["no_token"] == "Off until the operator sets a token."
    questions: list[Callable[[], object]] = [
        lambda: connector.fetch(host="", topic=HashtagTopic("a"), cursor="", door=door),
        lambda: connector.refresh(host="", ids=["1"], door=door),
        lambda: connector.lookup_account(host="", handle="a", door=door),
        lambda: connector.replies(host="", native_id="1", door=door),
    ]
    for ask in questions:
        with pytest.raises(NotMeasured) as caught:
            ask()
        assert caught.value.why == "no_token"
    assert door.asked == []
    assert connector.measure_text(host="", door=door) == connector.text_rules
