"""From the setting to connectors."""

import pytest

from campaigns.enums import Network
from campaigns.networks.bluesky import Bluesky
from campaigns.networks.catalog import UnknownConnector, connectors
from campaigns.networks.contract import Delivery
from campaigns.networks.mastodon import Mastodon

SETTING = {
    "mastodon": {
        "connector": "campaigns.networks.mastodon.Mastodon",
        "enabled": True,
        "hosts": ["https://a.example"],
    },
    "bluesky": {
        "connector": "campaigns.networks.bluesky.Bluesky",
        "enabled": False,
        "hosts": ["wss://jet.example"],
        "api": "https://api.example",
    },
    "x": {"connector": "campaigns.networks.x.X", "enabled": False, "hosts": []},
    "threads": {"connector": "campaigns.networks.threads.Threads", "enabled": True, "hosts": []},
}


def test_connectors_come_in_the_setting_s_order() -> None:
    assert list(connectors(SETTING)) == [Network.MASTODON, Network.BLUESKY, Network.X, Network.THREADS]


def test_connectors_have_their_options() -> None:
    found = connectors(SETTING)
    mastodon, bluesky = found[Network.MASTODON], found[Network.BLUESKY]
    assert isinstance(mastodon, Mastodon)
    assert isinstance(bluesky, Bluesky)
    assert (mastodon.hosts, mastodon.delivery, mastodon.not_measured) == (
        ("https://a.example",),
        Delivery.POLL,
        "",
    )
    assert (bluesky.hosts, bluesky.delivery) == (("wss://jet.example",), Delivery.STREAM)


def test_a_network_that_is_turned_off_says_so() -> None:
    found = connectors(SETTING)
    assert found[Network.BLUESKY].not_measured == "Turned off on this platform."
    assert found[Network.X].not_measured == "Off until the operator sets a token."
    assert found[Network.THREADS].not_measured == "Off until the operator sets a token."


@pytest.mark.parametrize(
    "path", ["", "nowhere", "campaigns.networks.nowhere.Class", "campaigns.networks.x.Nothing"]
)
def test_connectors_tell_when_a_class_is_not_there(path: str) -> None:
    with pytest.raises(UnknownConnector):
        connectors({"x": {"connector": path}})


def test_connectors_tell_when_a_class_is_for_another_network() -> None:
    with pytest.raises(UnknownConnector, match="is for bluesky"):
        connectors({"mastodon": {"connector": "campaigns.networks.bluesky.Bluesky"}})
