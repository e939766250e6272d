"""How long a post may be on somebody's own server: asked once, by a worker, for everybody."""

import pytest
from django.core.cache import cache

from campaigns.enums import Network
from campaigns.listening import servers
from campaigns.listening.servers import AWAY_FOR, KNOWN_FOR, MEASURE, ask_rules, host_in, known_rules
from campaigns.models import Instance
from candyplatform.base import clock
from candyplatform.base.http import DoorError
from tests.campaigns.networks.recorded_door import RecordedDoor, said
from tests.support.due_work import sweep_and_work

INSTANCE = "https://social.example/api/v2/instance"
TOLD = {"configuration": {"statuses": {"max_characters": 5000, "characters_reserved_per_url": 30}}}


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("mastodon.social", "mastodon.social"),
        (" @me@Bildung.Social ", "bildung.social"),
        ("https://social.example/home", "social.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("nonsense", ""),
        ("127.0.0.1", ""),
        ("two words.example", ""),
        ("", ""),
    ],
)
def test_host_is_read_as_people_type_it(typed: str, host: str) -> None:
    assert host_in(typed) == host


def kept_for(host: str) -> int:
    """For how many seconds it is still known what that server said."""
    seconds: int = cache._cache.get_client().ttl(cache.make_key(f"server-rules:mastodon:{host}"))  # type: ignore[attr-defined]  # Redis's own
    return seconds


@pytest.mark.django_db
def test_server_is_asked_once_and_known_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    door = RecordedDoor(replies={INSTANCE: said(TOLD)})
    monkeypatch.setattr(servers, "door", lambda: door)
    now = clock.now()
    assert known_rules(Network.MASTODON, "social.example") is None
    ask_rules(Network.MASTODON, "social.example", now=now)
    ask_rules(Network.MASTODON, "social.example", now=now)
    assert sweep_and_work(kinds=(MEASURE,)) == 1
    rules = known_rules(Network.MASTODON, "social.example")
    assert rules
    assert (rules.limit, rules.url_length, rules.short_mentions, door.asked) == (5000, 30, True, [INSTANCE])
    assert kept_for("social.example") == pytest.approx(KNOWN_FOR.total_seconds(), abs=60)
    assert not Instance.objects.exists()


@pytest.mark.django_db
def test_server_that_is_none_counts_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "door", RecordedDoor)
    ask_rules(Network.MASTODON, "social.example", now=clock.now())
    assert sweep_and_work(kinds=(MEASURE,)) == 1
    rules = known_rules(Network.MASTODON, "social.example")
    assert rules
    assert rules.limit == 500


@pytest.mark.django_db
def test_server_that_does_not_answer_counts_as_usual_and_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    door = RecordedDoor(replies=lambda url: DoorError("nobody answers"))
    monkeypatch.setattr(servers, "door", lambda: door)
    for times in (1, 2):
        ask_rules(Network.MASTODON, "social.example", now=clock.now())
        assert sweep_and_work(kinds=(MEASURE,)) == 1
        assert len(door.asked) == times
    rules = known_rules(Network.MASTODON, "social.example")
    assert rules
    assert rules.limit == 500
    assert kept_for("social.example") == pytest.approx(AWAY_FOR.total_seconds(), abs=60)
