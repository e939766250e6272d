"""The X connector: counting, reading, what it costs."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from time_machine import travel

from campaigns.networks.contract import AccountTopic, HashtagTopic, HourCount
from campaigns.networks.errors import REASONS, NotMeasured, Rejected
from campaigns.networks.x import X
from campaigns.networks.x.connector import MAX_QUERY, query_of
from campaigns.networks.x.paging import Position
from tests.campaigns.networks.recorded_door import RecordedDoor, said
from tests.campaigns.networks.shapes import x_post

HOST = "https://api.x.example"
TOPIC = HashtagTopic("echh13", ("telekomhilf",))
NOW = datetime(2026, 1, 1, 12, 20, 30, tzinfo=UTC)
SINCE = datetime(2026, 1, 1, 10, 30, tzinfo=UTC)
COUNTING = X(hosts=[HOST], token="t0ken", daily_budget=1_000_000)
READING = X(hosts=[HOST], token="t0ken", daily_budget=1_000_000, mode="posts")


def counts(*buckets: tuple[str, int]) -> object:
    data = [{"start": start, "end": start, "tweet_count": count} for start, count in buckets]
    return {"data": data, "meta": {"total_tweet_count": 0}}


def query(door: RecordedDoor, number: int = -1) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(door.asked[number]).query).items()}


@travel(NOW, tick=False)
def test_counting_brings_numbers_and_no_posts() -> None:
    answer = counts(
        ("2026-01-01T10:30:00.000Z", 3), ("2026-01-01T11:00:00.000Z", 0), ("2026-01-01T12:00:00.000Z", 5)
    )
    door = RecordedDoor(replies=lambda url: said(answer))
    page = COUNTING.fetch(host=HOST, topic=TOPIC, cursor="", door=door, since=SINCE)
    assert page.posts == ()
    assert page.counts == tuple(
        HourCount(hour=datetime(2026, 1, 1, hour, tzinfo=UTC), posts=posts)
        for hour, posts in ((10, 3), (11, 0), (12, 5))
    )
    assert (page.cost, page.more) == (5_000, False)
    assert door.asked[0].startswith(f"{HOST}/2/tweets/counts/recent?")
    assert query(door) == {
        "query": "(#echh13 OR #telekomhilf) -is:retweet",
        "granularity": "hour",
        "start_time": "2026-01-01T10:30:00Z",
    }
    assert door.tokens == ["t0ken"]


@travel(NOW, tick=False)
def test_counting_goes_on_with_the_hour_before_the_newest() -> None:
    door = RecordedDoor(replies=lambda url: said(counts(("2026-01-01T12:00:00Z", 1))))
    first = COUNTING.fetch(host=HOST, topic=TOPIC, cursor="", door=door, since=SINCE)
    COUNTING.fetch(host=HOST, topic=TOPIC, cursor=first.cursor, door=door, since=SINCE)
    assert query(door)["start_time"] == "2026-01-01T11:00:00Z"


@travel(NOW, tick=False)
@pytest.mark.parametrize("cursor", ["", "hour:nonsense", "after:17"])
def test_counting_reaches_back_seven_days_at_most(cursor: str) -> None:
    door = RecordedDoor(replies=lambda url: said(counts()))
    COUNTING.fetch(host=HOST, topic=TOPIC, cursor=cursor, door=door, since=NOW - timedelta(days=30))
    assert query(door)["start_time"] == "2025-12-25T12:21:30Z"


def test_counting_reads_no_account() -> None:
    with pytest.raises(NotMeasured):
        COUNTING.fetch(host=HOST, topic=AccountTopic("7", "ada"), cursor="", door=RecordedDoor())
    assert not COUNTING.traits.hears_accounts
    assert COUNTING.traits.limits.startswith("Posts are counted here, not read")


def test_reading_works_back_page_by_page_and_then_asks_for_what_is_new() -> None:
    door = RecordedDoor(
        replies=lambda url: said(
            {"data": [x_post(5)], "meta": {"newest_id": "5", "next_token": "older"}}
            if "next_token" not in url
            else {"data": [x_post(3)], "meta": {"newest_id": "3"}}
        )
    )
    first = READING.fetch(host=HOST, topic=TOPIC, cursor="", door=door, since=datetime.now(UTC))
    second = READING.fetch(host=HOST, topic=TOPIC, cursor=first.cursor, door=door, since=datetime.now(UTC))
    assert (first.more, second.more, second.cursor) == (True, False, "after:5")
    assert (first.cost, second.cost) == (5_000, 5_000)
    READING.fetch(host=HOST, topic=TOPIC, cursor=second.cursor, door=door)
    assert query(door)["since_id"] == "5"
    assert "start_time" not in query(door)


def test_reading_nothing_keeps_its_place_and_costs_nothing() -> None:
    door = RecordedDoor(replies=lambda url: said({"meta": {"result_count": 0}}))
    page = READING.fetch(host=HOST, topic=TOPIC, cursor="after:5", door=door)
    assert (page.cursor, page.cost, page.posts) == ("after:5", 0, ())


def test_reading_an_account_asks_for_what_it_wrote() -> None:
    door = RecordedDoor(replies=lambda url: said({"data": []}))
    READING.fetch(host=HOST, topic=AccountTopic("", "Telekom_hilft"), cursor="", door=door)
    assert query(door)["query"] == "from:Telekom_hilft -is:retweet"


def test_a_reply_names_the_post_it_answers_like_that_post_itself() -> None:
    answer = x_post(2, referenced_tweets=[{"type": "quoted", "id": "9"}, {"type": "replied_to", "id": "1"}])
    door = RecordedDoor(replies=lambda url: said({"data": [answer, x_post(1)]}))
    first, second = READING.replies(host=HOST, native_id="1", door=door)
    assert second.in_reply_to == first.uri
    assert query(door)["query"] == "conversation_id:1"


def test_refresh_costs_what_came() -> None:
    door = RecordedDoor(
        replies=lambda url: said(
            {"data": [x_post(1)]} if "%2C2" in url else {"errors": [{"title": "Not Found Error"}]}
        )
    )
    refreshed = READING.refresh(host=HOST, ids=["1", "2"], door=door)
    assert (refreshed.gone, refreshed.cost) == (("2",), 5_000)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "no_token"),
        ({"daily_budget": 1}, "no_token"),
        ({"token": "t"}, "no_budget"),
        ({"token": "t", "not_measured": REASONS["off"]}, "no_budget"),
    ],
)
def test_without_token_or_budget_nothing_is_asked(options: dict[str, object], why: str) -> None:
    connector = X(hosts=[HOST], **options)  # type: ignore[arg-type]
    door = RecordedDoor()
    with pytest.raises(NotMeasured) as caught:
        connector.fetch(host=HOST, topic=TOPIC, cursor="", door=door)
    assert caught.value.why == why
    assert (connector.not_measured, door.asked) == (caught.value.reason, [])


def test_a_query_that_is_too_long_is_refused_not_cut() -> None:
    tags = tuple(letter * 100 for letter in "abcde")
    with pytest.raises(Rejected):
        query_of(HashtagTopic(tags[0], tags[1:]))
    assert len(query_of(HashtagTopic(tags[0], tags[1:4]))) <= MAX_QUERY


@pytest.mark.parametrize("cursor", ["", "nonsense", "back:one", "after:5", "back:token:9:5"])
def test_positions_are_read_back(cursor: str) -> None:
    here = Position.read(cursor)
    assert Position.read(str(here)) == here
