"""Searching Bluesky for the past, with the operator's account."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import HashtagTopic, Page
from campaigns.networks.errors import NotMeasured, Unavailable
from candyplatform.base.http import Response
from tests.campaigns.networks.recorded_door import RecordedDoor, said
from tests.campaigns.networks.shapes import bluesky_record, bluesky_uri, bluesky_view

PDS = "https://pds.example"
TOPIC = HashtagTopic("TelekomHilf")
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
SEARCH = f"{PDS}/xrpc/app.bsky.feed.searchPosts"
SESSION = f"{PDS}/xrpc/com.atproto.server.createSession"


def connector() -> Bluesky:
    return Bluesky(pds=PDS, handle="op.example", app_password="s3cret")


def fetch(one: Bluesky, door: RecordedDoor, cursor: str = "") -> Page:
    return one.fetch(host=PDS, topic=TOPIC, cursor=cursor, door=door, since=SINCE)


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def answering(*pages: object, sessions: tuple[str, ...] = ("one", "two")) -> RecordedDoor:
    """Each question for posts gets the next of the pages, each for a session the next session."""
    told = {SEARCH: iter(pages), SESSION: iter({"accessJwt": name} for name in sessions)}

    def reply(url: str) -> Response:
        answer = next(told[url.partition("?")[0]])
        return answer if isinstance(answer, Response) else said(answer)

    return RecordedDoor(replies=reply)


def test_search_logs_in_once_and_looks_for_the_tag_since_then() -> None:
    one = connector()
    door = answering({"posts": [bluesky_view(1)]}, {"posts": []})
    page = fetch(one, door)
    fetch(one, door, page.cursor)
    assert [url.partition("?")[0] for url in door.asked] == [SESSION, SEARCH, SEARCH]
    assert door.tokens == ["", "one", "one"]
    asked = query(door.asked[1])
    assert (asked["tag"], asked["sort"], asked["since"]) == ("TelekomHilf", "latest", "2026-01-01T00:00:00Z")
    assert [post.uri for post in page.posts] == [bluesky_uri(1)]
    assert not page.more
    assert query(door.asked[2])["since"] == asked["until"]


def test_search_goes_back_page_by_page_to_one_moment() -> None:
    one = connector()
    door = answering({"posts": [bluesky_view(2)], "cursor": "100"}, {"posts": [bluesky_view(1)]})
    first = fetch(one, door)
    second = fetch(one, door, first.cursor)
    assert (first.more, second.more) == (True, False)
    asked, went_on = query(door.asked[1]), query(door.asked[2])
    assert went_on == {**asked, "cursor": "100"}


def test_search_ends_where_a_page_is_empty_whatever_its_cursor_says() -> None:
    assert not fetch(connector(), answering({"posts": [], "cursor": "100"})).more


@pytest.mark.parametrize("refusal", [said({"error": "ExpiredToken"}, 400), said({}, 401)])
def test_a_session_that_is_over_is_begun_anew_once(refusal: Response) -> None:
    door = answering(refusal, {"posts": [bluesky_view(1)]})
    assert len(fetch(connector(), door).posts) == 1
    assert door.tokens == ["", "one", "", "two"]


def test_a_wrong_password_says_so_and_asks_nothing_else() -> None:
    door = RecordedDoor(replies={SESSION: said({"error": "AuthenticationRequired"}, 401)})
    with pytest.raises(NotMeasured) as caught:
        fetch(connector(), door)
    assert caught.value.why == "no_login"
    assert "s3cret" not in str(caught.value)
    assert door.asked == [SESSION]


def test_half_a_session_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        fetch(connector(), RecordedDoor(replies={SESSION: said(b'{"accessJwt":')}))


def test_search_keeps_what_carries_the_hashtag() -> None:
    other = bluesky_view(2, record=bluesky_record(facets=[], text="TelekomHilf, said in passing"))
    page = fetch(connector(), answering({"posts": [other, bluesky_view(1)]}))
    assert [post.uri for post in page.posts] == [bluesky_uri(1)]


def test_without_a_password_there_is_nothing_to_search_at() -> None:
    assert (Bluesky().search_host, connector().search_host) == ("", PDS)
