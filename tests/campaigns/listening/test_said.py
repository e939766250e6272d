"""Posts that somebody told of: taken once, looked for by a worker, and heard like any other."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.scope import organization_scope
from campaigns.enums import Network, SaidStatus
from campaigns.listening import said as saying
from campaigns.listening.said import LOOK_FOR, link_of, note_said
from campaigns.models import Campaign, Post, SaidPost
from candyplatform.base import clock, work
from candyplatform.base.http import DoorError
from tests.campaigns.networks import shapes
from tests.campaigns.networks.recorded_door import RecordedDoor, Reply, said
from tests.factories import hear, make_campaign, make_organization, post_seen
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db
LINK = "https://social.example/@ada/1"
STATUS = "https://social.example/api/v1/statuses/1"


@pytest.fixture
def campaign() -> Campaign:
    long_ago = clock.now() - timedelta(days=400)  # the recorded posts are older than today
    return make_campaign(make_organization(now=long_ago), state="live", now=long_ago)


def tell(campaign: Campaign, url: str = LINK) -> bool:
    found = link_of(url)
    assert found
    return note_said(campaign=campaign, network=found[0], link=found[1], now=clock.now())


def status_of(campaign: Campaign) -> str:
    with organization_scope(campaign.organization_id):
        return SaidPost.objects.get(campaign=campaign).status


def look(monkeypatch: pytest.MonkeyPatch, replies: dict[str, Reply]) -> RecordedDoor:
    door = RecordedDoor(replies=replies)
    monkeypatch.setattr(saying, "door", lambda: door)
    assert sweep_and_work(kinds=(LOOK_FOR,)) == 1
    return door


def posts_of(campaign: Campaign) -> list[str]:
    with organization_scope(campaign.organization_id):
        return list(Post.objects.filter(campaign=campaign).values_list("text", flat=True))


def fresh(**fields: Any) -> dict[str, Any]:
    return {**shapes.mastodon_status(1), **fields}


def test_post_is_found_and_heard(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tell(campaign)
    look(monkeypatch, {STATUS: said(fresh())})
    assert status_of(campaign) == SaidStatus.FOUND
    assert posts_of(campaign) == ["Bitte! #TelekomHilf"]


def test_link_is_let_go_once_the_post_was_looked_for(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who posted stands in it; whoever asks to be forgotten must not be found there."""
    tell(campaign)
    look(monkeypatch, {})
    with organization_scope(campaign.organization_id):
        assert SaidPost.objects.get().link == ""
    assert not tell(campaign)


def test_server_that_stays_away_is_given_up_without_a_trace(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(campaign)
    monkeypatch.setattr(saying, "door", lambda: RecordedDoor(replies={STATUS: DoorError("away")}))
    now = clock.now()
    for attempt in range(saying.POLICY.attempts):
        assert sweep_and_work(now=now + timedelta(hours=2 * attempt), kinds=(LOOK_FOR,)) == 1
    assert status_of(campaign) == SaidStatus.UNSEEN
    assert sweep_and_work(now=now + timedelta(days=9), kinds=(LOOK_FOR,)) == 0


def test_post_told_of_twice_is_looked_for_once(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tell(campaign)
    assert not tell(campaign, "https://social.example/users/ada/statuses/1")
    look(monkeypatch, {STATUS: said(fresh())})
    assert not tell(campaign)
    assert sweep_and_work(kinds=(LOOK_FOR,)) == 0


def test_post_without_hashtag_or_link_is_not_heard(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(campaign)
    look(monkeypatch, {STATUS: said(fresh(content="<p>Cake.</p>", tags=[]))})
    assert (status_of(campaign), posts_of(campaign)) == (SaidStatus.UNFIT, [])


def test_post_with_the_short_link_alone_is_heard(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(campaign)
    content = f'<p>Please. <a href="{campaign.short_url}-m1">link</a></p>'
    look(monkeypatch, {STATUS: said(fresh(content=content, tags=[]))})
    assert (status_of(campaign), posts_of(campaign)) == (SaidStatus.FOUND, ["Please. link"])


def test_post_that_is_no_more_is_missing(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(campaign)
    look(monkeypatch, {})
    assert status_of(campaign) == SaidStatus.MISSING


def test_network_that_is_not_measured_is_not_asked(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(campaign, "https://x.com/ada/status/1")
    assert look(monkeypatch, {}).asked == []
    assert status_of(campaign) == SaidStatus.UNSEEN


def test_post_that_the_ear_had_first_is_not_asked_for(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = post_seen(1, posted_at=clock.now())
    hear(campaign, seen, kindness="friendly", now=clock.now())
    tell(campaign, seen.url)
    assert look(monkeypatch, {}).asked == []
    assert status_of(campaign) == SaidStatus.FOUND


def test_server_that_is_away_is_asked_again(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(campaign)
    look(monkeypatch, {STATUS: DoorError("away")})
    assert status_of(campaign) == SaidStatus.WAITING
    door = RecordedDoor(replies={STATUS: said(fresh())})
    monkeypatch.setattr(saying, "door", lambda: door)
    later = clock.now() + timedelta(minutes=1)
    assert sweep_and_work(now=later, kinds=(LOOK_FOR,)) == 1
    assert status_of(campaign) == SaidStatus.FOUND


def test_worker_that_dies_costs_its_lease_and_nothing_else(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(campaign)
    now = clock.now()
    assert [leased.kind for leased in work.lease_due(now=now) if leased.kind == LOOK_FOR] == [LOOK_FOR]
    assert sweep_and_work(now=now, kinds=(LOOK_FOR,)) == 0
    door = RecordedDoor(replies={STATUS: said(fresh())})
    monkeypatch.setattr(saying, "door", lambda: door)
    assert sweep_and_work(now=now + work.LEASE * 2, kinds=(LOOK_FOR,)) == 1
    assert (status_of(campaign), Network.MASTODON) == (SaidStatus.FOUND, "mastodon")
