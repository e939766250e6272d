"""X, Threads, followed hashtags and the hours before: asked over real protocols on loopback, down to the numbers."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from accounts.scope import organization_scope
from campaigns.listening import connectors, polling, refresh
from campaigns.listening.coverage import Coverage, coverage_of
from campaigns.listening.following import follow_once, followed_feeds
from campaigns.listening.queries import Totals, totals_by_network, wall_posts
from campaigns.listening.spending import claim, renewed_at, spent_on
from campaigns.listening.streaming import streamed_feeds
from campaigns.models import Campaign, Feed, Post
from campaigns.networks.errors import REASONS, Throttled, Unavailable
from campaigns.networks.simulator.http_server import APP_PASSWORD, TOKEN
from campaigns.networks.simulator.simulator import Simulator, Start
from campaigns.networks.threads import LIMITS
from campaigns.networks.x.connector import COUNTS_LIMITS
from candyplatform.base import clock, work
from tests.factories import make_campaign, make_company, make_organization

pytestmark = pytest.mark.django_db


def forget_networks() -> None:
    connectors.connectors.cache_clear()
    connectors.door.cache_clear()


@pytest.fixture
def storm(settings: Settings) -> Iterator[Callable[..., Simulator]]:
    """Starts a simulator with posts everywhere, and points the platform at it."""
    running: list[Simulator] = []

    def begin(**start: float) -> Simulator:
        simulator = Simulator(Start(posts=60, everywhere=True, **start), rate_limit=100_000)  # type: ignore[arg-type]
        simulator.start()
        running.append(simulator)
        first, known = simulator.instances[0], settings.NETWORKS
        settings.NETWORKS = {
            "mastodon": known["mastodon"] | {"hosts": [first], "tokens": {first: TOKEN}},
            "bluesky": known["bluesky"]
            | {"hosts": [simulator.jetstream], "api": first, "pds": first}
            | {"handle": "platform.example", "app_password": APP_PASSWORD},
            "x": known["x"] | {"hosts": [first], "token": TOKEN, "daily_budget": 100_000},
            "threads": known["threads"] | {"hosts": [first], "token": TOKEN, "reviewed": True},
        }
        settings.HTTP_ALLOW_LOOPBACK = [f"{host}:{port}" for host, port in simulator.loopback]
        forget_networks()
        return simulator

    yield begin
    for simulator in running:
        simulator.stop()
    forget_networks()


def over(storm: Callable[..., Simulator]) -> tuple[Simulator, Campaign]:
    """A storm that was all within the last two hours, and a campaign that has been live since before it."""
    began = clock.now() - timedelta(hours=2)
    simulator = storm(speed=4000.0, started_at=began.timestamp() + 60)
    company = make_company(handles={"x": "telekom_hilft_demo"})
    return simulator, make_campaign(make_organization(), state="live", company=company, now=began)


def ask(network: str, topic: str = "") -> datetime | None:
    feed = feed_of(network, topic)
    return polling.fetch(work.Job(1, str(feed.pk), None, 1, 1, uuid4()))


def feed_of(network: str, topic: str = "") -> Feed:
    return Feed.objects.get(network=network, **({"topic": topic} if topic else {}))


def numbers(campaign: Campaign) -> dict[str, Totals]:
    with organization_scope(campaign.organization_id):
        return totals_by_network(campaign.id)


def coverage(campaign: Campaign, network: str) -> Coverage:
    with organization_scope(campaign.organization_id):
        return next(one for one in coverage_of(campaign.id) if one.network == network)


def truth(simulator: Simulator, network: str) -> dict[str, int]:
    found: Any = simulator.truth(with_posts=False)["networks"]
    return {name: found[network][name] for name in ("posts", "authors")}


def spent(campaign: Campaign) -> int:
    return spent_on(campaign.organization_id, "x", clock.now().date())


def test_x_is_counted_without_reading_a_post(storm: Callable[..., Simulator]) -> None:
    simulator, campaign = over(storm)
    assert feed_of("x").topic == "hashtags:echh13,telekomhilf"
    due = ask("x")
    assert numbers(campaign)["x"] == Totals(posts=truth(simulator, "x")["posts"])
    with organization_scope(campaign.organization_id):
        assert not Post.objects.filter(network="x").exists()
    told = coverage(campaign, "x")
    assert (told.status, told.partly, told.reason) == ("measured", True, COUNTS_LIMITS)
    assert spent(campaign) == 5_000
    assert due is not None
    assert due - clock.now() > timedelta(seconds=55)


def test_x_counted_again_changes_nothing_but_the_bill(storm: Callable[..., Simulator]) -> None:
    simulator, campaign = over(storm)
    for _ in range(3):
        ask("x")
    assert numbers(campaign)["x"].posts == truth(simulator, "x")["posts"]
    assert spent(campaign) == 15_000


def test_x_stops_at_the_budget_says_so_and_keeps_its_numbers(
    storm: Callable[..., Simulator], settings: Settings
) -> None:
    simulator, campaign = over(storm)
    settings.NETWORKS["x"]["daily_budget"] = 9_000
    forget_networks()
    ask("x")
    assert ask("x") == renewed_at(clock.now())
    told = coverage(campaign, "x")
    assert (told.status, told.is_measured, told.reason) == ("interrupted", False, polling.BUDGET_USED_UP)
    assert spent(campaign) == 5_000
    assert numbers(campaign)["x"].posts == truth(simulator, "x")["posts"]
    settings.NETWORKS["x"]["daily_budget"] = 10_000
    forget_networks()
    ask("x")
    assert coverage(campaign, "x").status == "measured"
    assert feed_of("x").cursor == "", "the hours that were missed are counted next"


def test_an_organization_without_budget_is_told_nothing_that_another_paid_for(
    storm: Callable[..., Simulator],
) -> None:
    _, campaign = over(storm)
    assert campaign.live_at
    other = make_campaign(
        make_organization(slug="other"), state="live", company=campaign.company, now=campaign.live_at
    )
    claim(network="x", organizations=[other.organization_id], price=99_000, budget=100_000, now=clock.now())
    ask("x")
    assert (spent(campaign), spent(other)) == (5_000, 99_000)
    assert ("x" in numbers(campaign), "x" in numbers(other)) == (True, False)
    assert coverage(campaign, "x").reason == COUNTS_LIMITS
    assert coverage(other, "x").reason == polling.BUDGET_USED_UP


def test_x_posts_are_read_and_looked_at_again_within_the_budget(
    storm: Callable[..., Simulator], settings: Settings
) -> None:
    simulator, campaign = over(storm)
    settings.NETWORKS["x"] |= {"mode": "posts", "daily_budget": 10_000_000}
    forget_networks()
    ask("x", "hashtags:echh13,telekomhilf")
    wanted = truth(simulator, "x")
    told = numbers(campaign)["x"]
    assert (told.posts, told.people) == (wanted["posts"], wanted["authors"])
    assert spent(campaign) == 5_000 * wanted["posts"]
    assert coverage(campaign, "x").reason == ""
    feed = feed_of("x")
    refresh.refresh(work.Job(1, str(feed.pk), None, 1, 1, uuid4()))
    assert spent(campaign) == 10_000 * wanted["posts"]
    settings.NETWORKS["x"]["daily_budget"] = 1
    forget_networks()
    with organization_scope(campaign.organization_id):
        Post.objects.filter(network="x").update(refresh_due_at=clock.now())
    refresh.refresh(work.Job(1, str(feed.pk), None, 1, 1, uuid4()))
    with organization_scope(campaign.organization_id):
        dues = set(Post.objects.filter(network="x").values_list("refresh_due_at", flat=True))
    assert dues == {renewed_at(clock.now())}
    assert spent(campaign) == 10_000 * wanted["posts"]


def test_threads_is_searched_counted_and_kept_off_the_wall(storm: Callable[..., Simulator]) -> None:
    simulator, campaign = over(storm)
    for tag in ("echh13", "telekomhilf"):
        ask("threads", f"hashtag:{tag}")
    wanted, told = truth(simulator, "threads"), numbers(campaign)["threads"]
    assert (told.posts, told.people, told.favorites) == (wanted["posts"], wanted["authors"], 0)
    assert (coverage(campaign, "threads").partly, coverage(campaign, "threads").reason) == (True, LIMITS)
    with organization_scope(campaign.organization_id):
        Post.objects.update(kindness="friendly")
        assert list(wall_posts(campaign.id)) == []


def test_bluesky_is_searched_for_what_was_before_the_campaign_was_live(
    storm: Callable[..., Simulator],
) -> None:
    simulator, campaign = over(storm)
    with organization_scope(campaign.organization_id):
        Campaign.objects.filter(pk=campaign.pk).update(live_at=clock.now())
    for tag in ("echh13", "telekomhilf"):
        assert ask("bluesky", f"hashtag:{tag}") is None
    assert numbers(campaign)["bluesky"].posts == truth(simulator, "bluesky")["posts"]
    assert feed_of("bluesky", "hashtag:echh13").cursor.startswith("from ")


def test_a_wrong_app_password_leaves_bluesky_heard_in_part(
    storm: Callable[..., Simulator], settings: Settings
) -> None:
    _, campaign = over(storm)
    settings.NETWORKS["bluesky"]["app_password"] = "wrong"
    forget_networks()
    Feed.objects.filter(network="bluesky", topic="*").update(status="measured")
    for tag in ("echh13", "telekomhilf"):
        ask("bluesky", f"hashtag:{tag}")
    told = coverage(campaign, "bluesky")
    assert (told.status, told.partly, told.reason) == ("measured", True, REASONS["no_login"])


@pytest.mark.parametrize("fault", [{"fail": 503}, {"truncate": True}, {"drop": True}])
@pytest.mark.parametrize("service", ["x", "threads"])
def test_trouble_interrupts_and_is_told(
    storm: Callable[..., Simulator], service: str, fault: dict[str, object]
) -> None:
    simulator, campaign = over(storm)
    simulator.faults.set(msgspec.json.encode({"service": service, **fault}))
    topic = "" if service == "x" else "hashtag:echh13"
    with pytest.raises(Unavailable):
        ask(service, topic)
    assert coverage(campaign, service).status == "interrupted"
    simulator.faults.set(b"{}")
    ask(service, topic)
    assert coverage(campaign, service).is_measured


def test_a_network_that_asks_to_go_slower_is_not_charged(storm: Callable[..., Simulator]) -> None:
    simulator, campaign = over(storm)
    simulator.faults.set(b'{"service": "x", "throttle": true}')
    with pytest.raises(Throttled):
        ask("x")
    assert spent(campaign) == 0


def test_one_switch_turns_every_network_off(storm: Callable[..., Simulator], settings: Settings) -> None:
    _, campaign = over(storm)
    settings.NETWORKS = {name: one | {"enabled": False} for name, one in settings.NETWORKS.items()}
    forget_networks()
    for feed in Feed.objects.exclude(topic="*"):
        polling.fetch(work.Job(1, str(feed.pk), None, 1, 1, uuid4()))
    assert streamed_feeds() == followed_feeds() == []
    assert {coverage(campaign, name).reason for name in settings.NETWORKS} == {REASONS["off"]}
    assert numbers(campaign) == {}


@pytest.mark.django_db(transaction=True)
def test_followed_hashtags_are_told_as_they_come_with_what_is_deleted(
    storm: Callable[..., Simulator],
) -> None:
    """Nothing is asked for: what an instance tells by itself is all that it shows."""
    simulator = storm(speed=900.0)
    campaign = make_campaign(
        make_organization(), state="live", company=make_company(handles={}), now=clock.now()
    )
    stopped = Event()

    def follow(feed: Feed) -> None:
        follow_once(feed, stop=stopped.is_set)
        connection.close()

    feeds = followed_feeds()
    assert sorted(feed.topic for feed in feeds) == ["hashtag:echh13", "hashtag:telekomhilf"]
    threads = [Thread(target=follow, args=(feed,)) for feed in feeds]
    for thread in threads:
        thread.start()
    shown = {post.number for _, _, post in simulator.world.told("echh13", 0)}
    shown |= {post.number for _, _, post in simulator.world.told("telekomhilf", 0)}
    wanted = sum(
        post.counts and not post.deleted_at and post.number in shown for post in simulator.world.posts
    )
    ends = time.monotonic() + 30
    while time.monotonic() < ends and (
        time.time() < simulator.world.ends_at or numbers(campaign)["mastodon"].posts != wanted
    ):
        time.sleep(0.3)
    stopped.set()
    for thread in threads:
        thread.join()
    assert numbers(campaign)["mastodon"].posts == wanted
    with organization_scope(campaign.organization_id):
        assert Post.objects.filter(network="mastodon", deleted_at__isnull=False).exists()
    assert set(Feed.objects.filter(network="mastodon").values_list("status", "cursor")) == {("measured", "")}
