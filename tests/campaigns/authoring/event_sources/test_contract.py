"""What every source of events does, whichever it is: the same questions to all of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from campaigns.authoring.event_sources.contract import Sought
from campaigns.authoring.event_sources.questions import EventUnread, Page, Questions
from campaigns.authoring.event_sources.reading import SOURCES, Known, Reading, event_at
from campaigns.enums import EventSourceKind
from candyplatform.base.http import Door
from tests.campaigns.authoring.event_sources.samples import PICTURE, SAMPLES, TOKEN, Sample
from tests.support.sites import Reply, Website, website

NOW = datetime(2013, 4, 22, 10, tzinfo=UTC)
NINE_IN_BERLIN = datetime(2013, 4, 26, 7, tzinfo=UTC)
every_source = pytest.mark.parametrize("name", SAMPLES)
NONSENSE = (
    b"",
    b"{",
    b"[1, 2",
    b'{"name": 7, "date_from": [], "timezone": {}}',
    b"[[]]",
    b"null",
    b"\x00\xff" * 999,
)
# What must not become the address of a picture. Other hosts may: that they are no private ones, the HTTP door sees to.
NO_PICTURES = (
    "",
    "data:image/png;base64,iVBORw0KGgo=",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "ftp://pictures.example/educamp.jpg",
    "https://who:secret@pictures.example/educamp.jpg",
    "http://[",
    "https://pictures.example:99999/educamp.jpg",
    f"https://pictures.example/{'x' * 2_000}.jpg",
    f"https://pictures.example/{'ä' * 1_000}.jpg",
)
HOSTILE = (
    "pretix pretalx <script type='application/ld+json'>" + '{"a":' * 50_000,
    "pretix pretalx " + "BEGIN:VEVENT\n" * 5_000 + "DTSTART:" + "9" * 9_000,
    "pretix pretalx <![endif" * 2_000,
    "pretix pretalx " + "\x00\ufffd" * 10_000,
)


@contextmanager
def told(sample: Sample, **otherwise: Any) -> Iterator[Website]:
    with website(sample.answer(otherwise)) as site:
        yield site


def read(site: Website, sample: Sample, known: Known | None = None) -> Reading:
    return event_at(
        f"{site.url}{sample.link}", door=site.door, now=NOW, known=known, tokens=tokens(site, sample)
    )


def tokens(site: Website, sample: Sample) -> Mapping[str, str]:
    return {site.url: TOKEN} if sample.tokens else {}


def test_every_kind_of_source_has_a_sample() -> None:
    assert set(SOURCES) == set(EventSourceKind.values) == {sample.kind for sample in SAMPLES.values()}


@every_source
def test_source_tells_the_event_with_all_that_it_knows(name: str) -> None:
    sample = SAMPLES[name]
    with told(sample) as site:
        reading = read(site, sample)
    found = reading.found
    assert found
    assert found.starts_at
    assert found.starts_at.tzinfo
    midnight = NINE_IN_BERLIN - timedelta(hours=9)
    assert found.starts_at == (NINE_IN_BERLIN if sample.tells_hours else midnight)
    assert found.name == sample.names.get("de", "EduCamp Hamburg, Spring")
    assert found.names == sample.names
    assert found.place == ("Museum der Arbeit" if sample.tells_place else "")
    assert found.time_zone == ("Europe/Berlin" if sample.tells_zone else "")
    assert found.image == PICTURE
    assert reading.known.kind == sample.kind


@every_source
@pytest.mark.parametrize("image", NO_PICTURES, ids=range(len(NO_PICTURES)))
def test_picture_that_leads_nowhere_on_the_web_is_none(name: str, image: str) -> None:
    sample = SAMPLES[name]
    with told(sample, image=image) as site:
        found = read(site, sample).found
    assert found
    assert found.image == ""


@every_source
def test_source_is_asked_again_for_the_same_event(name: str) -> None:
    sample = SAMPLES[name]
    with told(sample) as site:
        first = read(site, sample)
        again = read(site, sample, first.known)
        site.answer = sample.answer({"day": 7, "hour": 10})
        moved = read(site, sample, first.known)
    assert (again.found is None) == sample.conditional
    assert moved.found
    assert first.found
    assert moved.found.starts_at
    assert first.found.starts_at
    hours = 25 if sample.tells_hours else 24
    assert moved.found.starts_at - first.found.starts_at == timedelta(hours=hours)
    assert moved.known.kind == sample.kind


@every_source
def test_source_that_is_gone_says_what_to_do(name: str) -> None:
    sample = SAMPLES[name]
    with told(sample) as site:
        known = read(site, sample).known
        site.answer = lambda asked: Reply(status=404)
        with pytest.raises(EventUnread) as raised:
            read(site, sample, known)
    assert str(raised.value.text).startswith("There is nothing at that address.")


@every_source
def test_source_that_tells_nothing_of_its_event_any_more_says_so(name: str) -> None:
    """A maintenance page is no event, and least of all another event."""
    sample = SAMPLES[name]
    with told(sample) as site:
        known = read(site, sample).known
        site.answer = lambda asked: Reply(b"<p>We will be back soon</p>")
        with pytest.raises(EventUnread):
            read(site, sample, known)


@every_source
@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_is_no_event(name: str, body: bytes) -> None:
    sample = SAMPLES[name]
    with website(lambda asked: Reply(body, "application/json")) as site, pytest.raises(EventUnread):
        read(site, sample, Known(sample.kind))


@every_source
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_page_tells_nothing_and_breaks_nothing(name: str, text: str) -> None:
    sample = SAMPLES[name]
    with website(lambda asked: Reply(text.encode())) as site, pytest.raises(EventUnread):
        read(site, sample, Known(sample.kind))
    SOURCES[sample.kind](Page("http://[", text), Questions(Door()), Sought(NOW))


@every_source
def test_page_that_is_too_large_says_so(name: str) -> None:
    sample = SAMPLES[name]
    with website(lambda asked: Reply(b" " * 1_100_000)) as site, pytest.raises(EventUnread) as raised:
        read(site, sample)
    assert str(raised.value.text).startswith("That page is too large to read.")


@every_source
def test_redirect_to_a_private_address_is_refused(name: str) -> None:
    sample = SAMPLES[name]
    inside = Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    with website(lambda asked: inside) as site, pytest.raises(EventUnread) as raised:
        read(site, sample)
    assert str(raised.value.text).startswith("This address is not on the public internet.")


@every_source
def test_few_questions_are_asked(name: str) -> None:
    sample = SAMPLES[name]
    with told(sample) as site:
        read(site, sample)
        assert len(site.heard) <= 3
    with website(lambda asked: Reply(b"pretix pretalx")) as site, pytest.raises(EventUnread):
        read(site, sample)
    assert len(site.heard) <= 8
