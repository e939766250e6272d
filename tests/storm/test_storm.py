"""A whole storm, heard over real protocols on loopback: the platform's numbers equal the simulator's truth."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from accounts.scope import organization_scope, staff_scope
from campaigns.enums import AnswerStatus, PostRole
from campaigns.listening import queries
from campaigns.listening.coverage import coverage_of
from campaigns.listening.streaming import listen_once, streamed_feeds
from campaigns.models import Answer, Campaign, Company, CompanyAccount, Post
from campaigns.networks.simulator.scenario import company
from campaigns.networks.simulator.simulator import Simulator, Start
from candyplatform.base import clock
from tests.factories import make_campaign, make_company, make_organization
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db(transaction=True)
SPEED = 480.0
ANSWERS = 2


def asked_company() -> Company:
    handles = {network: company(network).handle for network in ("mastodon", "bluesky")}
    return make_company("Telekom hilft (demo)", handles=handles)


class Ear:
    """The listener's process and the workers', as threads of the test."""

    def __init__(self) -> None:
        self._stopped = Event()
        self._threads = [Thread(target=self._stream), Thread(target=self._work)]

    def __enter__(self) -> "Ear":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _stream(self) -> None:
        while not self._stopped.is_set():
            for feed in streamed_feeds():
                listen_once(feed, stop=self._stopped.is_set)
            self._stopped.wait(0.1)
        connection.close()

    def _work(self) -> None:
        while not self._stopped.is_set():
            # Feeds rest for seconds between two questions; a storm this fast cannot wait for that.
            sweep_and_work(now=clock.now() + timedelta(seconds=6))
            self._stopped.wait(0.1)
        connection.close()


def numbers(campaign: Campaign) -> dict[str, dict[str, int]]:
    with organization_scope(campaign.organization_id):
        found = queries.totals_by_network(campaign.id)
    return {
        network: {"posts": t.posts, "authors": t.people, "favorites": t.favorites, "reposts": t.reposts}
        for network, t in found.items()
    }


def wanted(simulator: Simulator) -> dict[str, dict[str, int]]:
    networks: Any = simulator.truth(with_posts=False)["networks"]
    names = ("posts", "authors", "favorites", "reposts")
    return {network: {name: truth[name] for name in names} for network, truth in networks.items()}


def listen_until_equal(campaign: Campaign, simulator: Simulator, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    with Ear():
        while time.monotonic() < deadline:
            time.sleep(0.5)
            if numbers(campaign) == wanted(simulator) and answers_noticed(campaign) == ANSWERS:
                return


def answers_noticed(campaign: Campaign) -> int:
    with organization_scope(campaign.organization_id):
        return Answer.objects.count()


def test_storm_is_counted_as_it_was(storm: Callable[[Start], Simulator], settings: Settings) -> None:
    settings.REHEARSAL_SPEED = SPEED
    simulator = storm(Start(posts=150, speed=SPEED))
    campaign = make_campaign(make_organization(), state="live", company=asked_company(), now=clock.now())
    listen_until_equal(campaign, simulator, seconds=180)
    assert numbers(campaign) == wanted(simulator)
    with organization_scope(campaign.organization_id):
        assert {c.network: c.status for c in coverage_of(campaign.id)} == {
            "mastodon": "measured",
            "bluesky": "measured",
            "x": "not_measured",
            "threads": "not_measured",
        }
        answers = list(Answer.objects.values_list("status", "post__text").order_by("said_at"))
        heard = Post.objects.filter(role=PostRole.SUPPORTER).values_list("uri", "deleted_at")
        deleted = {uri: deleted_at is not None for uri, deleted_at in heard}
        unkind = Post.objects.filter(text__contains="Idioten").values_list("kindness", flat=True)
        assert set(unkind) == {"flagged"}
    assert [(status, "Deal?" in text or "deal?" in text) for status, text in answers] == [
        (AnswerStatus.CANDIDATE, True),
        (AnswerStatus.CANDIDATE, True),
    ]
    # A post that came and went between two questions was never heard.
    truth: Any = simulator.truth()["posts"]
    assert deleted == {
        post["uri"]: post["deleted_at"] is not None for post in truth if post["uri"] in deleted
    }
    assert any(deleted.values())
    with staff_scope():
        assert CompanyAccount.objects.exclude(native_id="").count() == 2


def test_storm_that_is_over_is_caught_up_with(storm: Callable[[Start], Simulator]) -> None:
    """The platform was away: everything is there at once, and the same feed asked again changes nothing."""
    began = clock.now()
    simulator = storm(Start(posts=60, speed=SPEED * 10, started_at=began.timestamp() + 1))
    campaign = make_campaign(make_organization(), state="live", company=asked_company(), now=began)
    time.sleep(max(0.0, simulator.world.ends_at - time.time() + 0.5))
    for _ in range(3):
        sweep_and_work(now=clock.now() + timedelta(seconds=6), kinds=("feed.fetch",))
    assert numbers(campaign)["mastodon"] == wanted(simulator)["mastodon"]
