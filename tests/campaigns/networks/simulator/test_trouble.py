"""Trouble that is made on purpose, and what the connectors make of it."""

import time
from itertools import islice

import msgspec
import pytest

from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import HashtagTopic
from campaigns.networks.errors import Throttled, Unavailable
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.simulator import Simulator, Start
from tests.campaigns.networks.simulator.asking import BOTH_TAGS, door_of, get, hear


def _control(simulator: Simulator, **fault: object) -> int:
    url = f"{simulator.instances[0]}/control"
    return door_of(simulator).request("POST", url, body=msgspec.json.encode(fault)).status


def _ask(simulator: Simulator) -> object:
    return Mastodon().fetch(
        host=simulator.instances[0], topic=HashtagTopic("echh13"), cursor="", door=door_of(simulator)
    )


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"fail": 503}, Unavailable),
        ({"throttle": True}, Throttled),
        ({"truncate": True}, Unavailable),
        ({"drop": True}, Unavailable),
    ],
)
def test_control_makes_trouble_and_ends_it(
    over: Simulator, fault: dict[str, object], error: type[Exception]
) -> None:
    assert _control(over, service="mastodon", **fault) == 200
    with pytest.raises(error):
        _ask(over)
    assert _control(over) == 200
    _ask(over)


def test_control_makes_answers_empty_and_slow(over: Simulator) -> None:
    _control(over, service="mastodon", empty=True, slow=0.3)
    started = time.monotonic()
    assert get(over, "/api/v1/timelines/tag/echh13").body == b"[]"
    assert time.monotonic() - started >= 0.3
    _control(over)


def test_control_refuses_what_it_does_not_know(over: Simulator) -> None:
    assert _control(over, nonsense=1) == 422
    assert _control(over, fail=200) == 422


def test_control_cuts_the_stream(over: Simulator) -> None:
    stream = Bluesky().listen(host=over.jetstream, cursor="", door=door_of(over), interest=lambda: BOTH_TAGS)
    next(stream)
    _control(over, service="jetstream", drop=True)
    with pytest.raises(Unavailable):
        list(islice(stream, 10))
    with pytest.raises(Unavailable):
        next(Bluesky().listen(host=over.jetstream, cursor="", door=door_of(over), interest=lambda: BOTH_TAGS))
    _control(over)
    hear(over, "", BOTH_TAGS)


def test_too_many_requests_are_refused_until_the_window_ends() -> None:
    with Simulator(
        Start(posts=50, started_at=time.time() - 10_000), rate_limit=2, rate_window=3600
    ) as simulator:
        _ask(simulator)
        _ask(simulator)
        with pytest.raises(Throttled) as caught:
            _ask(simulator)
        left = 3600 - time.time() % 3600
        assert abs(caught.value.retry_after - left) < 5
