"""The Mastodon connector: paging, refusals and fallbacks."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from campaigns.networks.composing import ShareText
from campaigns.networks.contract import AccountTopic, HashtagTopic, Page
from campaigns.networks.errors import NotMeasured, Rejected, Unavailable
from campaigns.networks.mastodon import Mastodon
from candyplatform.base.http import Response
from tests.campaigns.networks.recorded_door import RecordedDoor, said
from tests.campaigns.networks.shapes import HOST, Json, mastodon_account, mastodon_status

TAG = HashtagTopic("TelekomHilf")
TIMELINE = f"https://{HOST}/api/v1/timelines/tag/TelekomHilf"
ACCOUNT = AccountTopic(f"https://{HOST}/users/ada", f"ada@{HOST}")


class Timeline:
    """A server with these statuses, which pages as Mastodon does; `cap` is the largest page it gives."""

    def __init__(self, numbers: list[int], cap: int = 40) -> None:
        self.numbers = sorted(numbers)
        self.cap = cap

    def __call__(self, url: str) -> Response:
        if "/accounts/lookup" in url:
            return said(mastodon_account())
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        limit = min(int(query["limit"]), self.cap)
        if "min_id" in query:
            found = [number for number in self.numbers if number > int(query["min_id"])][:limit]
        else:
            below = int(query.get("max_id", "999999"))
            found = [number for number in self.numbers if number < below][-limit:]
        return said([mastodon_status(number) for number in reversed(found)])


def _fetch(
    server: Timeline, cursor: str, since: datetime | None = None, topic: HashtagTopic | AccountTopic = TAG
) -> Page:
    return Mastodon().fetch(
        host=HOST, topic=topic, cursor=cursor, door=RecordedDoor(replies=server), since=since
    )


def _read(server: Timeline, cursor: str, since: datetime | None = None) -> tuple[list[int], str]:
    """Pages until there is no more for now: the numbers in the order in which they came, and the cursor."""
    numbers: list[int] = []
    for _ in range(200):
        page = _fetch(server, cursor, since)
        numbers += [int(post.native_id) for post in page.posts]
        cursor = page.cursor
        if not page.more:
            return numbers, cursor
    raise AssertionError("it never ends")


def test_fetch_asks_for_the_newest_page_first() -> None:
    door = RecordedDoor(replies={TIMELINE: said([mastodon_status(1)])})
    Mastodon().fetch(host=HOST, topic=TAG, cursor="", door=door)
    assert door.asked == [f"{TIMELINE}?limit=40"]


def test_fetch_stays_at_the_newest_page_without_since() -> None:
    numbers, cursor = _read(Timeline(list(range(1, 201))), "")
    assert numbers == list(range(161, 201))
    assert cursor == "min:181"


@pytest.mark.parametrize("cap", [40, 20])
def test_fetch_works_back_to_since_and_then_goes_forward(cap: int) -> None:
    server = Timeline(list(range(1, 301)), cap)
    since = datetime(2026, 1, 1, 0, 2, 0, tzinfo=UTC)
    numbers, cursor = _read(server, "", since)
    assert set(range(120, 301)) <= set(numbers)
    assert len(set(numbers)) <= 181 + cap
    server.numbers += list(range(301, 400))
    later, cursor = _read(server, cursor, since)
    assert set(range(301, 400)) <= set(later)
    assert later == sorted(later)


def test_fetch_from_the_start_of_a_quiet_hashtag_misses_nothing() -> None:
    server = Timeline([])
    access = {
        "configuration": {"timelines_access": {"hashtag_feeds": {"local": "public", "remote": "public"}}}
    }
    door = RecordedDoor(replies=lambda url: said(access) if "instance" in url else server(url))
    cursor = Mastodon().fetch(host=HOST, topic=TAG, cursor="", door=door).cursor
    assert cursor == "min:0"
    server.numbers = list(range(1, 100))
    assert set(_read(server, cursor)[0]) == set(range(1, 100))


def test_fetch_finds_posts_that_come_late() -> None:
    server = Timeline(list(range(2, 42, 2)))
    _, cursor = _read(server, "")
    server.numbers = sorted([*server.numbers, 37, 39, 41])
    assert {37, 39, 41} <= set(_read(server, cursor)[0])


def test_fetch_reads_a_fresh_full_page_with_an_overlap() -> None:
    fresh = (datetime.now(UTC) - timedelta(seconds=5)).isoformat()
    statuses = [mastodon_status(number, created_at=fresh) for number in range(140, 100, -1)]
    page = Mastodon().fetch(
        host=HOST, topic=TAG, cursor="min:100", door=RecordedDoor(replies={TIMELINE: said(statuses)})
    )
    assert (page.cursor, page.more) == ("min:121", True)


def test_fetch_reads_an_old_full_page_without_overlap() -> None:
    page = _fetch(Timeline(list(range(1, 100))), "min:10")
    assert ([int(post.native_id) for post in page.posts], page.cursor, page.more) == (
        list(range(11, 51)),
        "min:50",
        True,
    )


def test_fetch_keeps_its_place_on_an_empty_page() -> None:
    page = _fetch(Timeline([1, 2, 3]), "min:3")
    assert (page.posts, page.cursor, page.more) == ((), "min:3", False)


def test_fetch_starts_anew_from_a_cursor_that_is_not_its_own() -> None:
    assert _fetch(Timeline([1, 2, 3]), "nonsense").cursor == "min:0"


def test_fetch_reads_an_account_by_its_number_on_this_server() -> None:
    door = RecordedDoor(replies=Timeline([1, 2]))
    page = Mastodon().fetch(host=HOST, topic=ACCOUNT, cursor="", door=door)
    assert door.asked == [
        f"https://{HOST}/api/v1/accounts/lookup?acct=ada%40social.example",
        f"https://{HOST}/api/v1/accounts/7/statuses?exclude_reblogs=true&limit=40",
    ]
    assert page.cursor == "7;min:0"
    door.asked.clear()
    Mastodon().fetch(host=HOST, topic=ACCOUNT, cursor="7;min:2", door=door)
    assert door.asked == [f"https://{HOST}/api/v1/accounts/7/statuses?exclude_reblogs=true&limit=40&min_id=2"]


def test_fetch_says_when_a_server_does_not_know_the_account() -> None:
    with pytest.raises(NotMeasured) as caught:
        Mastodon().fetch(host=HOST, topic=ACCOUNT, cursor="", door=RecordedDoor())
    assert caught.value.why == "account_missing"


@pytest.mark.parametrize("access", ["authenticated", "disabled"])
def test_fetch_tells_a_hidden_hashtag_from_an_empty_one(access: str) -> None:
    hidden = {"configuration": {"timelines_access": {"hashtag_feeds": {"local": access, "remote": access}}}}
    door = RecordedDoor(replies={TIMELINE: said([]), f"https://{HOST}/api/v2/instance": said(hidden)})
    with pytest.raises(NotMeasured) as caught:
        Mastodon().fetch(host=HOST, topic=TAG, cursor="", door=door)
    assert caught.value.why == "login_required"


@pytest.mark.parametrize("told", [{}, {"configuration": {}}, {"configuration": {"timelines_access": {}}}])
def test_fetch_takes_an_empty_list_for_empty_when_nothing_else_is_told(told: Json) -> None:
    door = RecordedDoor(replies={TIMELINE: said([]), f"https://{HOST}/api/v1/instance": said(told)})
    assert Mastodon().fetch(host=HOST, topic=TAG, cursor="", door=door).posts == ()


def test_fetch_passes_over_boosts_and_what_is_not_public() -> None:
    statuses = [
        mastodon_status(5, visibility="private"),
        mastodon_status(4, visibility="direct"),
        mastodon_status(3, visibility="unlisted"),
        mastodon_status(2, reblog=mastodon_status(1)),
        mastodon_status(1),
    ]
    page = Mastodon().fetch(
        host=HOST, topic=TAG, cursor="", door=RecordedDoor(replies={TIMELINE: said(statuses)})
    )
    assert [post.native_id for post in page.posts] == ["1", "3"]


@pytest.mark.parametrize("status", [400, 404, 405, 410, 422])
def test_refresh_asks_one_by_one_where_there_is_no_batch(status: int) -> None:
    batch = f"https://{HOST}/api/v1/statuses"
    door = RecordedDoor(
        replies={batch: said({}, status), f"{batch}/1": said(mastodon_status(1)), f"{batch}/2": said({}, 410)}
    )
    refreshed = Mastodon().refresh(host=HOST, ids=["1", "2"], door=door)
    assert ([post.native_id for post in refreshed.posts], refreshed.gone) == (["1"], ("2",))


def test_refresh_does_not_call_gone_what_it_cannot_read() -> None:
    batch = f"https://{HOST}/api/v1/statuses"
    odd = {"id": "1", "uri": 17}
    door = RecordedDoor(replies={batch: said([odd]), f"{batch}/1": said(odd)})
    refreshed = Mastodon().refresh(host=HOST, ids=["1"], door=door)
    assert (refreshed.posts, refreshed.gone) == ((), ())


def test_refresh_stops_when_the_second_look_fails() -> None:
    batch = f"https://{HOST}/api/v1/statuses"
    with pytest.raises(Unavailable):
        Mastodon().refresh(
            host=HOST, ids=["1"], door=RecordedDoor(replies={batch: said([]), f"{batch}/1": said({}, 500)})
        )


@pytest.mark.parametrize(
    ("version", "told", "limit", "url_length"),
    [
        (
            "v2",
            {"configuration": {"statuses": {"max_characters": 5000, "characters_reserved_per_url": 30}}},
            5000,
            30,
        ),
        ("v1", {"configuration": {"statuses": {"max_characters": 1000}}}, 1000, 23),
        ("v1", {"max_toot_chars": 11_000}, 11_000, 23),
        ("v1", {}, 500, 23),
    ],
)
def test_measure_text_asks_the_instance(version: str, told: Json, limit: int, url_length: int) -> None:
    rules = Mastodon().measure_text(
        host=HOST, door=RecordedDoor(replies={f"https://{HOST}/api/{version}/instance": said(told)})
    )
    assert (rules.limit, rules.url_length, rules.short_mentions) == (limit, url_length, True)


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("", "https://share.joinmastodon.org/?text=Hi"),
        ("mastodon.social", "https://mastodon.social/share?text=Hi"),
        (" Mastodon.Social/ ", "https://mastodon.social/share?text=Hi"),
        ("@ada@mastodon.social", "https://mastodon.social/share?text=Hi"),
        ("https://mastodon.social/home", "https://mastodon.social/share?text=Hi"),
        ("http://127.0.0.1:4810", "http://127.0.0.1:4810/share?text=Hi"),
    ],
)
def test_intent_url_takes_an_instance_as_people_write_it(typed: str, start: str) -> None:
    assert Mastodon().intent_url(ShareText(opening="Hi"), host=typed) == start


@pytest.mark.parametrize(
    "typed", ["no instance", "javascript:alert(1)", "https://a@b/", "a/b", "2130706433", '"><script>']
)
def test_intent_url_refuses_what_cannot_be_an_instance(typed: str) -> None:
    with pytest.raises(Rejected):
        Mastodon().intent_url(ShareText(opening="Hi"), host=typed)
