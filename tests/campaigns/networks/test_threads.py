"""The Threads connector: keyword search, and what it says without review."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from campaigns.networks.contract import AccountTopic, Budget, HashtagTopic
from campaigns.networks.errors import REASONS, NotMeasured
from campaigns.networks.threads import Threads
from tests.campaigns.networks.recorded_door import RecordedDoor, said
from tests.campaigns.networks.shapes import threads_post

HOST = "https://threads.example"
TOPIC = HashtagTopic("telekomhilf")
CONNECTOR = Threads(hosts=[HOST], token="t0ken", reviewed=True)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
SINCE_SECONDS = str(int(SINCE.timestamp()))


def query(door: RecordedDoor) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(door.asked[-1]).query).items()}


def test_search_is_by_tag_newest_first_with_the_token_out_of_the_address() -> None:
    door = RecordedDoor(replies=lambda url: said({"data": []}))
    page = CONNECTOR.fetch(host=HOST, topic=TOPIC, cursor="", door=door, since=SINCE)
    asked = query(door)
    assert (asked["q"], asked["search_mode"], asked["search_type"]) == ("telekomhilf", "TAG", "RECENT")
    assert asked["since"] == SINCE_SECONDS
    assert door.tokens == ["t0ken"]
    assert "t0ken" not in door.asked[0]
    assert page.cursor == f"since:{SINCE_SECONDS}"


def test_search_works_back_and_goes_on_from_the_newest() -> None:
    older = {"cursors": {"after": "tok:en"}, "next": "https://threads.example/next"}
    door = RecordedDoor(
        replies=lambda url: said(
            {"data": [threads_post(1)]} if "after=" in url else {"data": [threads_post(9)], "paging": older}
        )
    )
    first = CONNECTOR.fetch(host=HOST, topic=TOPIC, cursor="", door=door, since=SINCE)
    assert first.more
    second = CONNECTOR.fetch(host=HOST, topic=TOPIC, cursor=first.cursor, door=door, since=SINCE)
    assert query(door)["after"] == "tok:en"
    assert (second.more, second.cursor) == (False, f"since:{int(SINCE_SECONDS) + 9}")


@pytest.mark.parametrize("data", [[], [{"id": "5"}]])
def test_a_page_without_posts_is_the_last(data: list[object]) -> None:
    paging = {"cursors": {"after": "x"}, "next": "https://threads.example/next"}
    door = RecordedDoor(replies=lambda url: said({"data": data, "paging": paging}))
    assert not CONNECTOR.fetch(host=HOST, topic=TOPIC, cursor="", door=door).more


@pytest.mark.parametrize(
    ("usage", "budget"),
    [
        ('{"call_count":28,"total_time":41.4,"total_cputime":3}', Budget(limit=100, remaining=59)),
        ('{"call_count":130}', Budget(limit=100, remaining=0)),
        ("nonsense", None),
    ],
)
def test_usage_is_told_in_percent(usage: str, budget: Budget | None) -> None:
    door = RecordedDoor(replies=lambda url: said({"data": []}, X_App_Usage=usage))
    assert CONNECTOR.fetch(host=HOST, topic=TOPIC, cursor="", door=door).budget == budget


@pytest.mark.parametrize(
    ("options", "why"), [({}, "no_token"), ({"reviewed": True}, "no_token"), ({"token": "t"}, "not_reviewed")]
)
def test_without_review_it_would_find_its_own_posts_only_and_says_so(
    options: dict[str, object], why: str
) -> None:
    connector = Threads(hosts=[HOST], **options)  # type: ignore[arg-type]
    door = RecordedDoor()
    with pytest.raises(NotMeasured) as caught:
        connector.fetch(host=HOST, topic=TOPIC, cursor="", door=door)
    assert caught.value.why == why
    assert connector.not_measured == REASONS[caught.value.why]
    assert door.asked == []


def test_accounts_and_counts_are_not_told_to_strangers() -> None:
    door = RecordedDoor()
    for ask in (
        lambda: CONNECTOR.fetch(host=HOST, topic=AccountTopic("x", "ada"), cursor="", door=door),
        lambda: CONNECTOR.refresh(host=HOST, ids=["1"], door=door),
        lambda: CONNECTOR.replies(host=HOST, native_id="1", door=door),
    ):
        with pytest.raises(NotMeasured):
            ask()
    assert door.asked == []
    assert CONNECTOR.lookup_account(host=HOST, handle="@Ada", door=door).id == "https://www.threads.com/@ada"


def test_a_hashtag_in_the_text_counts_as_well_as_the_topic() -> None:
    post = threads_post(1, text="Bitte! #ECHH13", topic_tag="TelekomHilf")
    door = RecordedDoor(replies=lambda url: said({"data": [post]}))
    page = CONNECTOR.fetch(host=HOST, topic=TOPIC, cursor="", door=door)
    assert page.posts[0].hashtags == {"echh13", "telekomhilf"}
