"""pretix: tokens go where they belong, series give their next date, and what no token shows is read as anybody reads it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from campaigns.authoring.event_sources.pretix import Shop, shop_at
from campaigns.authoring.event_sources.questions import EventUnread
from campaigns.authoring.event_sources.reading import Known, event_at
from candyplatform.base.http import Door
from tests.campaigns.authoring.event_sources.samples import (
    NAMES,
    SAMPLES,
    TOKEN,
    as_json,
    calendar,
    pretix_event,
)
from tests.support.sites import NOTHING, Asked, Reply, website

NOW = datetime(2013, 4, 22, 10, tzinfo=UTC)
API = "/api/v1/organizers/educamp/events/spring/"


def date(number: int, day: int) -> dict[str, Any]:
    return pretix_event({"day": day}, id=number, location=None, name={"en": f"Day {number}"})


def series(asked: Asked) -> Reply:
    """A series with two dates to come, which its API tells in order."""
    path, _, query = asked.path.partition("?")
    if path == API:
        return as_json(pretix_event({}, has_subevents=True))
    if path == f"{API}subevents/" and "ordering=date_from" in query and "ends_after=2013-04-22" in query:
        return as_json({"count": 2, "results": [date(11, 6), date(12, 7)]})
    numbers = {f"{API}subevents/11/": date(11, 8), f"{API}subevents/12/": date(12, 7)}
    return as_json(numbers[path]) if path in numbers else NOTHING


@pytest.mark.parametrize(
    ("url", "shop"),
    [
        ("https://pretix.eu/educamp/spring/", Shop("https://pretix.eu", "educamp", "spring", "")),
        ("https://shop.example:8443/a/b.c/17/", Shop("https://shop.example:8443", "a", "b.c", "17")),
        ("https://pretix.eu:443/a/b/redeem?voucher=x", Shop("https://pretix.eu", "a", "b", "")),
        ("https://pretix.eu/educamp/", None),
        ("https://pretix.eu/%2e%2e/x y/", None),
        ("https://[/a/b/", None),
        ("ftp://pretix.eu/a/b/", None),
    ],
)
def test_shop_is_known_by_its_address(url: str, shop: Shop | None) -> None:
    assert shop_at(url) == shop


def test_series_gives_its_next_date_and_stays_with_it() -> None:
    with website(series) as site:
        tokens, link = {site.url: TOKEN}, f"{site.url}/educamp/spring/"
        first = event_at(link, door=site.door, now=NOW, tokens=tokens)
        assert first.found
        assert (first.found.name, first.found.uid, first.found.url) == ("Day 11", "11", f"{link}11/")
        # A date without a place of its own is where the series is.
        assert first.found.place == "Museum der Arbeit"
        again = event_at(link, door=site.door, now=NOW, known=first.known, tokens=tokens)
        assert again.found
        assert again.found.starts_at == datetime(2013, 4, 28, 7, tzinfo=UTC)
        pasted = event_at(f"{link}12/", door=site.door, now=NOW, tokens=tokens)
        assert pasted.found
        assert pasted.found.name == "Day 12"


def test_token_goes_to_its_own_host_alone() -> None:
    with website(lambda asked: Reply(b"pretix")) as site:
        with pytest.raises(EventUnread):
            event_at(
                f"{site.url}/educamp/spring/",
                door=site.door,
                now=NOW,
                tokens={"https://pretix.eu": TOKEN, f"https://{site.address}": TOKEN},
            )
        assert site.heard
        assert not any("authorization" in asked.headers for asked in site.heard)


def test_token_is_not_carried_along_a_redirect() -> None:
    with website(lambda asked: NOTHING) as other:

        def answer(asked: Asked) -> Reply:
            return Reply(status=302, headers={"Location": f"{other.url}{asked.path}"})

        with website(answer) as site:
            hosts = frozenset({*site.door.allowed_loopback, *other.door.allowed_loopback})
            door = Door(hosts)
            with pytest.raises(EventUnread):
                event_at(f"{site.url}/educamp/spring/", door=door, now=NOW, tokens={site.url: TOKEN})
    assert other.heard
    assert not any("authorization" in asked.headers for asked in other.heard)


def test_event_of_somebody_else_on_the_same_host_is_read_as_anybody_reads_it() -> None:
    public = SAMPLES["pretix, by its calendar"].answer({})

    def answer(asked: Asked) -> Reply:
        return Reply(status=403) if asked.path.startswith("/api/") else public(asked)

    with website(answer) as site:
        reading = event_at(f"{site.url}/educamp/spring/", door=site.door, now=NOW, tokens={site.url: TOKEN})
    assert reading.found
    assert reading.found.names == NAMES


def test_token_that_is_not_taken_any_more_says_what_to_do() -> None:
    with website(lambda asked: Reply(status=401)) as site, pytest.raises(EventUnread) as raised:
        event_at(f"{site.url}/educamp/spring/", door=site.door, now=NOW, tokens={site.url: TOKEN})
    assert str(raised.value.text).startswith("The shop does not take your API token any more.")


def test_series_without_a_token_is_read_from_its_organizers_calendar() -> None:
    uids = {"/educamp/events/ical/": "pretix-educamp-spring-11@shop.example"}

    def answer(asked: Asked) -> Reply:
        if asked.path in uids:
            return Reply(calendar("Day 11", {}, uids[asked.path], "-//pretix//shop//"), "text/calendar")
        return Reply(b"pretix") if asked.path == "/educamp/spring/" else NOTHING

    with website(answer) as site:
        link = f"{site.url}/educamp/spring/"
        reading = event_at(link, door=site.door, now=NOW)
        assert reading.found
        assert (reading.found.name, reading.found.url) == ("Day 11", f"{link}11/")
        assert reading.known == Known("pretix", "11")
        uids["/educamp/events/ical/"] = "pretix-educamp-autumn-11@shop.example"
        with pytest.raises(EventUnread):
            event_at(link, door=site.door, now=NOW, known=Known("pretix"))
