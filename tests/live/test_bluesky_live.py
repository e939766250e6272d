"""Bluesky's own software on loopback: people post, mention, like and delete, the company replies; the numbers match.

`./dev test -m live` runs it; the first run installs its parts and takes minutes.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from accounts.scope import organization_scope
from campaigns.listening import queries
from campaigns.models import Answer, Campaign
from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import AccountTopic, PostSeen
from campaigns.networks.telling import Interest
from candyplatform.base import clock
from candyplatform.base.http import Door
from tests.factories import make_campaign, make_company, make_organization
from tests.live.atproto import LiveNetwork
from tests.storm.conftest import forget_networks
from tests.storm.test_storm import Ear

pytestmark = [pytest.mark.live, pytest.mark.django_db(transaction=True)]


def _until(holds: Callable[[], bool], seconds: float = 30) -> bool:
    ends = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > ends:
            return False
        time.sleep(0.5)
    return True


def _hear(network: LiveNetwork, interest: Interest, count: int) -> tuple[list[PostSeen], list[str]]:
    """Listen from the beginning until so many posts have come and the stream is quiet."""
    connector = Bluesky(hosts=[network.jetstream], api=network.api)
    stream = connector.listen(
        host=network.jetstream, cursor="1", door=Door(network.loopback), interest=lambda: interest
    )
    posts: list[PostSeen] = []
    gone: list[str] = []
    ends = time.monotonic() + 30
    with contextlib.closing(stream):
        for batch in stream:
            posts += batch.posts
            gone += batch.gone
            if (len(posts) >= count and not batch.seen_events) or time.monotonic() > ends:
                break
    return posts, gone


def test_the_connector_reads_what_real_servers_write(network: LiveNetwork) -> None:
    ada, ben, company = (network.join(name) for name in ("ada-one", "ben-one", "company-one"))
    asked = ada.post("Bitte", tag="KindWords", mention=company)
    regretted = ben.post("Hoppla", tag="kindwords")
    ben.post("something else")
    ben.like(asked)
    answer = company.post("We are on it.", reply=asked)
    ben.delete(regretted)
    interest = Interest(hashtags=frozenset({"kindwords"}), authors=frozenset({company.did}))
    posts, gone = _hear(network, interest, 3)
    assert [post.uri for post in posts] == [asked["uri"], regretted["uri"], answer["uri"]]
    assert gone == [regretted["uri"]]
    assert posts[0].text == f"Bitte #KindWords @{company.handle}"
    assert posts[2].in_reply_to == asked["uri"]
    connector, door = Bluesky(api=network.api), Door(network.loopback)

    def counted() -> bool:
        seen = connector.refresh(host="", ids=[asked["uri"], regretted["uri"]], door=door)
        return seen.gone == (regretted["uri"],) and [(p.favorites, p.replies) for p in seen.posts] == [(1, 1)]

    assert _until(counted)
    account = connector.lookup_account(host="", handle=f"@{company.handle}", door=door)
    assert (account.id, account.handle) == (company.did, company.handle)
    feed = connector.fetch(host="", topic=AccountTopic(account.id, account.handle), cursor="", door=door)
    assert [post.uri for post in feed.posts] == [answer["uri"]]
    replies = connector.replies(host="", native_id=asked["uri"], door=door)
    assert [reply.uri for reply in replies] == [answer["uri"]]


@pytest.fixture
def platform(network: LiveNetwork, settings: Settings) -> Iterator[None]:
    """The platform's settings point at the live network, and at no other."""
    bluesky = settings.NETWORKS["bluesky"] | {"hosts": [network.jetstream], "api": network.api}
    mastodon = settings.NETWORKS["mastodon"] | {"enabled": False}
    settings.NETWORKS = settings.NETWORKS | {"bluesky": bluesky, "mastodon": mastodon}
    settings.HTTP_ALLOW_LOOPBACK = [f"{host}:{port}" for host, port in network.loopback]
    settings.REHEARSAL_SPEED = 300.0  # the five minutes until engagement is looked at again become a second
    forget_networks()
    yield
    forget_networks()


def _numbers(campaign: Campaign) -> tuple[int, int, int]:
    with organization_scope(campaign.organization_id):
        totals = queries.totals(campaign.id)
        return totals.posts, totals.people, Answer.objects.count()


def _favorites(campaign: Campaign) -> int:
    with organization_scope(campaign.organization_id):
        return queries.totals(campaign.id).favorites


@pytest.mark.usefixtures("platform")
def test_the_platform_counts_what_real_people_did(network: LiveNetwork) -> None:
    ada, ben, cem, company = (network.join(name) for name in ("ada-two", "ben-two", "cem-two", "company-two"))
    asked = make_company("Live company", handles={"bluesky": company.handle})
    campaign = make_campaign(
        make_organization(),
        state="live",
        company=asked,
        hashtags=("livehilf",),
        now=clock.now() - timedelta(minutes=1),
    )
    with Ear():
        first = ada.post("Bitte helft", tag="LiveHilf", mention=company)
        ada.post("Und noch einmal", tag="livehilf")
        regretted = ben.post("Hoppla", tag="livehilf")
        cem.post("ganz etwas anderes")
        cem.post("ich auch", tag="LIVEHILF")
        assert _until(lambda: _numbers(campaign) == (4, 3, 0)), _numbers(campaign)
        ben.delete(regretted)
        company.post("We are on it. Details by tomorrow - deal?", reply=first)
        assert _until(lambda: _numbers(campaign) == (3, 2, 1)), _numbers(campaign)
        cem.like(first)
        assert _until(lambda: _favorites(campaign) == 1)
