"""The networks as this installation has set them up."""

from functools import cache

from django.conf import settings

from campaigns.networks import catalog
from campaigns.networks.contract import Connector
from candyplatform.base.http import Door, door_from_settings


@cache
def connectors() -> dict[str, Connector]:
    """Every network's connector by the network's name, from `settings.NETWORKS`."""
    return catalog.build(settings.NETWORKS)


@cache
def door() -> Door:
    """The HTTP door, with this installation's allowances."""
    return door_from_settings()
