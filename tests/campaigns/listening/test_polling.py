"""What follows from a feed's answer: when it is asked again, and what people are told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from accounts.scope import organization_scope
from campaigns.listening import connectors, polling
from campaigns.listening.coverage import REASON_TEXTS, coverage_of
from campaigns.models import Campaign, Feed
from campaigns.models.feed import FeedStatus
from campaigns.networks.contract import Budget, Delivery, Traits
from campaigns.networks.errors import REASONS, NotMeasured, Throttled, Unavailable
from campaigns.networks.threads import LIMITS
from campaigns.networks.x.connector import COUNTS_LIMITS
from candyplatform.base import work
from tests.factories import NOW, make_campaign, make_organization

pytestmark = pytest.mark.django_db
PLENTY = Budget(limit=300, remaining=290)


def feed(topic: str = "hashtag:echh13", quiet: timedelta | None = None) -> Feed:
    return Feed(network="mastodon", host="h", topic=topic, latest_post_at=NOW - quiet if quiet else None)


def wait(asked: Feed, *, more: bool = False, budget: Budget | None = PLENTY) -> timedelta:
    return polling.next_turn(asked, polling.Turn(new=0, more=more, budget=budget), now=NOW) - NOW


@pytest.mark.parametrize(("quiet", "seconds"), [(10, 5), (200, 10), (1200, 60), (86_400, 900)])
def test_next_turn_comes_later_the_longer_it_is_quiet(quiet: int, seconds: int) -> None:
    assert wait(feed(quiet=timedelta(seconds=quiet))) == timedelta(seconds=seconds)


def test_next_turn_of_the_companys_account_is_at_most_a_minute_away() -> None:
    assert wait(feed("account:telekomhilft", quiet=timedelta(days=3))) == timedelta(minutes=1)


def test_next_turn_comes_at_once_while_there_is_more() -> None:
    assert wait(feed(), more=True) == timedelta()


def test_next_turn_waits_for_the_hosts_budget() -> None:
    resets_at = NOW + timedelta(minutes=4)
    spent = Budget(limit=300, remaining=30, resets_at=resets_at)
    assert wait(feed(), more=True, budget=spent) == timedelta(minutes=4)


class Answering:
    """A Mastodon that fails in a given way."""

    not_measured = ""
    delivery = Delivery.POLL
    traits = Traits()

    def __init__(self, error: Exception, host: str) -> None:
        self.hosts = (host,)
        self._error = error

    def __getattr__(self, name: str) -> object:
        def ask(**_: object) -> object:
            raise self._error

        return ask


def fetched(error: Exception, monkeypatch: pytest.MonkeyPatch) -> tuple[Campaign, Feed, object]:
    campaign = make_campaign(make_organization(), state="live")
    asked = Feed.objects.get(topic="hashtag:echh13")
    monkeypatch.setattr(polling, "connectors", lambda: {"mastodon": Answering(error, asked.host)})
    job = work.Job(1, str(asked.pk), None, 1, 1, campaign.id)
    try:
        outcome: object = polling.fetch(job)
    except Exception as raised:  # noqa: BLE001 - it is what the test looks at
        outcome = raised
    asked.refresh_from_db()
    return campaign, asked, outcome


@pytest.mark.parametrize("error", [Throttled("slow down", retry_after=30), Unavailable("gone fishing")])
def test_fetch_that_is_interrupted_says_so_and_is_tried_again(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, asked, outcome = fetched(error, monkeypatch)
    assert (asked.status, outcome) == (FeedStatus.INTERRUPTED, error)
    assert asked.reason in REASON_TEXTS


def test_fetch_that_is_not_measured_says_why_and_never_looks_like_zero(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    campaign, asked, _ = fetched(NotMeasured("login_required"), monkeypatch)
    Feed.objects.filter(network="mastodon").update(status=asked.status, reason=asked.reason)
    with organization_scope(campaign.organization_id):
        mastodon = coverage_of(campaign.id)[0]
    assert (mastodon.network, mastodon.status, mastodon.is_measured) == ("mastodon", "not_measured", False)
    assert mastodon.reason == REASONS["login_required"]


def test_fetch_ends_when_no_campaign_wants_the_feed() -> None:
    make_campaign(make_organization(), state="closed")
    asked = Feed.objects.get(topic="hashtag:echh13")
    assert polling.fetch(work.Job(1, str(asked.pk), None, 1, 1, uuid4())) is None


def test_fetch_asks_no_network_that_was_turned_off(settings: Settings) -> None:
    make_campaign(make_organization(), state="live")
    asked = Feed.objects.get(topic="hashtag:echh13")
    settings.NETWORKS = settings.NETWORKS | {"mastodon": settings.NETWORKS["mastodon"] | {"enabled": False}}
    connectors.connectors.cache_clear()
    try:
        polling.fetch(work.Job(1, str(asked.pk), None, 1, 1, uuid4()))
    finally:
        connectors.connectors.cache_clear()
    asked.refresh_from_db()
    assert (asked.status, asked.reason) == (FeedStatus.NOT_MEASURED, REASONS["off"])


def test_coverage_has_words_for_every_reason() -> None:
    given = {*REASONS.values(), polling.SLOWER, polling.SILENT, polling.RESTING, polling.BUDGET_USED_UP}
    given |= {COUNTS_LIMITS, LIMITS}
    given |= {
        connector.not_measured for connector in connectors.connectors().values() if connector.not_measured
    }
    assert given == set(REASON_TEXTS)


def test_next_turn_of_a_feed_that_is_followed_is_rare() -> None:
    asked = feed(quiet=timedelta(seconds=10))
    asked.followed_until = NOW + timedelta(seconds=1)
    assert wait(asked) == timedelta(minutes=15)
    asked.followed_until = NOW
    assert wait(asked) == timedelta(seconds=5)


def test_next_turn_keeps_to_the_pace_of_the_money() -> None:
    turn = polling.Turn(new=0, more=False, budget=None, pace=timedelta(minutes=36))
    assert polling.next_turn(feed(), turn, now=NOW) == NOW + timedelta(minutes=36)
