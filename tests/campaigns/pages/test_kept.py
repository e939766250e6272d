"""Pages are made once for all who ask, and again when something changed, in every language; nobody's own page is kept."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from redis.exceptions import RedisError

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.organizations.operations import edit_organization
from accounts.scope import organization_scope
from campaigns.models import Campaign
from campaigns.pages import kept
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from tests.campaigns.pages.conftest import PAGE
from tests.factories import STAFF, hear, post_seen
from tests.support.due_work import work_until_quiet

pytestmark = pytest.mark.django_db
PARTS = [PAGE, f"{PAGE}live.json", f"{PAGE}wall/", f"{PAGE}posts/", "/"]


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> Iterator[kept.NearCopies]:
    monkeypatch.setattr(kept, "NEAR_SECONDS", 60.0)
    kept.near.forget()
    yield kept.near
    kept.near.forget()


@pytest.mark.parametrize("path", PARTS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_page_is_made_once_for_all_who_ask(
    path: str, language: str, campaign: Campaign, reader: Client
) -> None:
    first = reader.get(path, headers={"accept-language": language})
    with CaptureQueriesContext(connection) as queries:
        again = [Client().get(path, headers={"accept-language": language}) for _ in range(3)]
    assert len(queries) == 0
    assert {answer.content for answer in again} == {first.content}
    assert {answer["Content-Language"] for answer in again} == {language}
    assert {answer["ETag"] for answer in again} == {first["ETag"]}


@pytest.mark.parametrize("path", PARTS)
def test_page_that_the_asker_has_is_not_sent_again(path: str, campaign: Campaign, reader: Client) -> None:
    first = reader.get(path)
    unchanged = reader.get(path, headers={"if-none-match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (unchanged["ETag"], unchanged["Cache-Control"]) == (first["ETag"], first["Cache-Control"])


def test_page_tells_what_was_heard_once_the_journal_is_followed(campaign: Campaign, reader: Client) -> None:
    paths = [f"{path}?lang={language}" for path in PARTS if path != "/" for language in ("de", "en")]
    before = {path: text(reader, path) for path in paths}
    hear(campaign, post_seen(1, text="Bitte, bitte."), kindness="friendly")
    assert {path: text(reader, path) for path in paths} == before
    work_until_quiet()
    assert [path for path in paths if text(reader, path) == before[path]] == []


@pytest.mark.parametrize(
    "part", ["", "live.json", "wall/", "posts/", "embed/", "embed.json", "screen/", "calendar.ics"]
)
def test_part_of_a_suspended_campaign_is_gone_in_every_language(
    part: str, campaign: Campaign, reader: Client
) -> None:
    def statuses() -> list[int]:
        return [reader.get(f"{PAGE}{part}?lang={language}").status_code for language in ("de", "en")]

    assert statuses() == [200, 200]
    gone = transitions.suspend(campaign=campaign, reason="unkind", actor=STAFF, now=clock.now())
    work_until_quiet()
    assert statuses() == [404, 404]
    with CaptureQueriesContext(connection) as queries:
        assert statuses() == [404, 404]
    assert len(queries) == 0
    transitions.resume(campaign=gone, actor=STAFF, now=clock.now())
    work_until_quiet()
    assert statuses() == [200, 200]


def test_address_that_never_was_is_not_remembered(campaign: Campaign, reader: Client) -> None:
    """There are as many as somebody can think of."""
    assert reader.get("/educamp/nothing/live.json").status_code == 404
    stored = cache._cache.get_client()  # type: ignore[attr-defined]  # Redis's own
    assert list(stored.scan_iter(f"{cache.key_prefix}:*page:*")) == []


def test_pages_of_an_organization_tell_its_new_name(
    membership: Membership, campaign: Campaign, reader: Client
) -> None:
    text(reader, PAGE)
    edit_organization(name="EduCamp 2014", website="", actor=actor_of(membership), now=clock.now())
    work_until_quiet()
    assert "EduCamp 2014" in text(reader, PAGE)


def test_change_at_one_address_leaves_the_others_as_they_are(campaign: Campaign, reader: Client) -> None:
    text(reader, PAGE)
    kept.changed("somebody", "else")
    with CaptureQueriesContext(connection) as queries:
        text(reader, PAGE)
    assert len(queries) == 0


def test_page_that_nobody_tells_changes_of_is_made_anew_in_time(
    campaign: Campaign, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    text(reader, PAGE)
    with organization_scope(campaign.organization_id):
        Campaign.objects.filter(id=campaign.id).update(event_place="Somewhere else")
    assert "Somewhere else" not in text(reader, PAGE)
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert "Somewhere else" in text(reader, PAGE)


def test_variant_is_kept_by_the_process_alone(
    campaign: Campaign, reader: Client, near: kept.NearCopies
) -> None:
    """There are as many as somebody can think of."""
    stored = cache._cache.get_client()  # type: ignore[attr-defined]  # Redis's own
    reader.get(f"{PAGE}?sample=123456")
    assert list(stored.scan_iter(f"{cache.key_prefix}:*page:*")) == []
    with CaptureQueriesContext(connection) as queries:
        reader.get(f"{PAGE}?sample=123456")
        assert reader.get(f"{PAGE}?utm_source=x").status_code == 200
    assert len(queries) > 0
    with CaptureQueriesContext(connection) as queries:
        reader.get(f"{PAGE}?sample=123456")
        reader.get(f"{PAGE}?utm_source=y")
    assert len(queries) == 0


def test_near_copy_asks_nobody_for_a_while(campaign: Campaign, reader: Client, near: kept.NearCopies) -> None:
    first = text(reader, PAGE)
    asked: list[str] = []
    cache_get = cache.get_many

    def count(keys: Any, *rest: Any) -> Any:
        asked.append("asked")
        return cache_get(keys, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "get_many", count)
        assert text(reader, PAGE) == first
        assert asked == []
        later = time.monotonic() + kept.NEAR_SECONDS
        patch.setattr(time, "monotonic", lambda: later + 0.01)
        assert text(reader, PAGE) == first
        assert asked == ["asked"]


def test_known_variant_is_shared_and_another_one_is_none(campaign: Campaign, reader: Client) -> None:
    dark = text(reader, f"{PAGE}screen/?theme=dark")
    light = text(reader, f"{PAGE}screen/")
    assert dark != light
    with CaptureQueriesContext(connection) as queries:
        assert text(reader, f"{PAGE}screen/?theme=dark") == dark
        assert text(reader, f"{PAGE}screen/?theme=purple") == light
    assert len(queries) == 0


def ask(view: Any, path: str = "/") -> HttpResponse:
    request = RequestFactory().get(path)
    request.session = SessionStore()
    answer: HttpResponse = view(request)
    return answer


def test_crowd_has_one_of_them_make_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_WAITS", 1200)
    made: list[int] = []
    together, go_on = Barrier(8), Event()

    @kept.kept(lasts=60)
    def slow(request: HttpRequest) -> HttpResponse:
        made.append(1)
        go_on.wait(60)
        return HttpResponse("done")

    def one(_number: int) -> bytes:
        together.wait(60)
        return ask(slow).content

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(one, number) for number in range(8)]
        time.sleep(0.3)
        go_on.set()
        assert {answer.result(60) for answer in answers} == {b"done"}
    assert made == [1]


def test_crowd_is_given_the_old_page_while_one_makes_the_next() -> None:
    making, go_on = Event(), Event()
    words = iter(["old", "new"])

    @kept.kept(lasts=60)
    def page(request: HttpRequest) -> HttpResponse:
        word = next(words)
        if word == "new":
            making.set()
            go_on.wait(60)
        return HttpResponse(word)

    assert ask(page).content == b"old"
    kept.changed("any")
    with ThreadPoolExecutor(1) as pool:
        maker = pool.submit(ask, page)
        assert making.wait(60)
        assert ask(page).content == b"old"
        go_on.set()
        assert maker.result(60).content == b"new"
    assert ask(page).content == b"new"


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for another one's page fails."""

    def sleep(seconds: float) -> None:
        pytest.fail("waited")

    monkeypatch.setattr("campaigns.pages.kept.time.sleep", sleep)


@pytest.mark.usefixtures("no_waiting")
def test_page_that_fails_is_tried_again_at_once() -> None:
    outcomes = iter([RuntimeError("broken"), None])

    @kept.kept(lasts=60)
    def page(request: HttpRequest) -> HttpResponse:
        error = next(outcomes)
        if error:
            raise error
        return HttpResponse("done")

    with pytest.raises(RuntimeError):
        ask(page)
    assert ask(page).content == b"done"


@pytest.mark.usefixtures("no_waiting")
def test_crowd_waits_for_nobody_when_there_is_no_such_page() -> None:
    @kept.kept(lasts=60)
    def page(request: HttpRequest) -> HttpResponse:
        raise Http404

    for _ in range(5):
        with pytest.raises(Http404):
            ask(page)


@pytest.mark.parametrize("what", ["no-store", "cookie", "session"])
def test_page_for_one_visitor_is_not_kept(what: str) -> None:
    visitors = iter(["one", "two"])

    @kept.kept(lasts=60)
    def page(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(next(visitors))
        if what == "no-store":
            response.headers["Cache-Control"] = "no-store"
        elif what == "cookie":
            response.set_cookie("who", "one")
        else:
            request.session.get("who")
        return response

    assert [ask(page).content, ask(page).content] == [b"one", b"two"]


def test_page_is_there_while_the_cache_is_away(
    campaign: Campaign, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "cache", RedisCache("redis://127.0.0.1:1/0", {}))
    assert reader.get(PAGE).status_code == 200


def test_change_that_the_cache_did_not_take_is_told_again(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "cache", RedisCache("redis://127.0.0.1:1/0", {}))
    with pytest.raises(RedisError):
        kept.changed("educamp", "internet")


def test_page_is_there_when_the_cache_goes_away_while_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    @kept.kept(lasts=60)
    def page(request: HttpRequest) -> HttpResponse:
        monkeypatch.setattr(kept, "cache", RedisCache("redis://127.0.0.1:1/0", {}))
        return HttpResponse("1203")

    assert ask(page).content == b"1203"
