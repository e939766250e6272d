"""Lists are made once for all who ask the same, and again when something happened; for who is given a copy little else is done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.hashing import digest_of
from accounts.tokens.operations import revoke_token
from accounts.tokens.queries import bearer_of
from campaigns.answers import operations as answers
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.api.conftest import Caller, caller_of
from tests.factories import NOW, hear, make_campaign, make_organization, post_seen
from tests.support.own_cache import empty_own_cache

pytestmark = pytest.mark.django_db
LIST = "/api/v1/campaigns/"
SAME = ("Content-Type", "ETag", "Cache-Control", "Vary", "Allow", "Content-Language")
MADE, KEPT = 11, 1  # queries; a copy's is for the token, which brings the journal's newest entries


@pytest.fixture
def live(caller: Caller) -> Campaign:
    return make_campaign(caller.membership, state="live")


def answered(caller: Caller, campaign: Campaign) -> None:
    at, actor = NOW + timedelta(minutes=5), actor_of(caller.membership)
    answers.record(campaign=campaign, kind="acknowledged", said_at=at, text="Deal.", actor=actor, now=at)


def near_is_empty() -> None:
    caches["near"].clear()


@pytest.mark.parametrize("forget", [bool, near_is_empty, empty_own_cache])
def test_list_that_is_asked_again_is_not_made_again(
    caller: Caller, live: Campaign, forget: Callable[[], object], django_assert_num_queries: DjangoAssertNumQueries
) -> None:  # fmt: skip
    made = caller.get(LIST)
    forget()
    with django_assert_num_queries(KEPT):
        again = caller.get(LIST)
    assert again.content == made.content
    assert [again[name] for name in SAME] == [made[name] for name in SAME]
    forget()
    with django_assert_num_queries(KEPT):
        known = caller.get(LIST, if_none_match=made["ETag"])
    assert (known.status_code, known.content) == (304, b"")
    assert [known[name] for name in SAME[1:]] == [made[name] for name in SAME[1:]]


def test_numbers_that_are_told_besides_are_those_of_now(caller: Caller, live: Campaign) -> None:
    def posts() -> int:
        told = caller.get(LIST, {"expand": "metrics"}).json()["results"][0]
        return int(told["metrics"]["totals"]["posts"])

    heard = []
    for number in range(1, 4):  # the journal tells of the first one alone
        hear(live, post_seen(number))
        heard.append(posts())
    assert heard == [1, 2, 3]


def test_list_is_made_again_when_something_happened(caller: Caller, live: Campaign) -> None:
    tag = caller.get(LIST)["ETag"]
    answered(caller, live)
    told = caller.get(LIST, if_none_match=tag)
    assert (told.status_code, told.json()["results"][0]["state"]) == (200, "answered")


def test_list_of_another_process_is_not_given_when_something_happened_since(
    caller: Caller, live: Campaign
) -> None:
    caller.get(LIST)
    kept_near = dict(caches["near"]._cache)  # type: ignore[attr-defined]  # what another process would have
    answered(caller, live)
    caller.get(LIST)
    caches["near"]._cache.update(kept_near)  # type: ignore[attr-defined]
    assert caller.get(LIST).json()["results"][0]["state"] == "answered"


def test_copy_is_old_after_fifteen_seconds(
    caller: Caller, live: Campaign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False) as time:
        caller.get(LIST)
        time.shift(14)
        with django_assert_num_queries(KEPT):
            caller.get(LIST)
        time.shift(1)
        with django_assert_num_queries(MADE):
            caller.get(LIST)


def test_copy_is_for_one_question_alone(caller: Caller, live: Campaign) -> None:
    assert caller.get(LIST)["Content-Language"] == "en"
    assert caller.get(LIST, accept_language="de")["Content-Language"] == "de"
    assert caller.get(LIST, {"state": "draft"}).json()["count"] == 0
    for _ in range(2):
        assert caller.get(LIST, {"state": "nothing"}).status_code == 400


def test_copy_is_its_organizations_own(caller: Caller, live: Campaign) -> None:
    other = caller_of(make_organization())
    assert [one.get(LIST).json()["count"] for one in (caller, other, caller, other)] == [1, 0, 1, 0]


def test_copy_is_for_tokens_that_may_read_it(caller: Caller, live: Campaign) -> None:
    gone = caller_of(caller.membership)
    weak = caller_of(caller.membership, ["metrics:read"])
    assert [one.get(LIST).status_code for one in (caller, gone, weak)] == [200, 200, 403]
    bearer = bearer_of(digest_of(gone.secret))
    assert bearer
    revoke_token(token_id=bearer.token.id, actor=actor_of(caller.membership), now=clock.now())
    caller.get(LIST)
    assert [one.get(LIST).status_code for one in (caller, gone)] == [200, 401]


def test_cache_that_is_away_costs_time_only(
    caller: Caller, live: Campaign, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert [caller.get(LIST).json()["count"] for _ in range(2)] == [1, 1]
    assert "The cache does not answer" in caplog.text
