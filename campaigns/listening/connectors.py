"""The networks as this installation has set them up."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from campaigns.enums import Network
from campaigns.listening.budgets import SharedDoor
from campaigns.networks import catalog
from campaigns.networks.contract import Connector
from candyplatform.base.http import Door, door_from_settings


@cache
def connectors() -> Mapping[Network, Connector]:
    """Every network's connector, from `settings.NETWORKS`."""
    return catalog.connectors(settings.NETWORKS)


def ids_only() -> frozenset[Network]:
    """The networks of whose posts nothing but the id is handed to others."""
    return frozenset(network for network, connector in connectors().items() if connector.traits.ids_only)


def by_id_only() -> frozenset[Network]:
    """The networks whose posts are passed on by id alone: they want it so, or their authors would have to be asked first."""
    asked = (network for network, connector in connectors().items() if connector.traits.needs_consent)
    return ids_only() | frozenset(asked)


@cache
def door() -> Door:
    """The HTTP door, with this installation's allowances and each server's own."""
    return SharedDoor(door_from_settings().allowed_loopback)
