"""From the `NETWORKS` setting to connectors. The caller passes the setting in; nothing registers itself."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

from campaigns.enums import Network
from campaigns.networks.contract import Connector
from campaigns.networks.errors import REASONS

Options = Mapping[str, Any]


class UnknownConnector(Exception):  # noqa: N818 - read as a sentence: raise UnknownConnector
    """A network's `connector` does not name a class that can be imported, or does not fit the network."""


def connectors(setting: Mapping[str, Options]) -> dict[Network, Connector]:
    """A connector for each network of the setting, in its order.

    Each entry holds `connector` (a dotted path), `enabled`, `hosts`, and what else that connector's class takes. One
    that is not enabled is there all the same, for its texts, and says so in `not_measured`. Raises `UnknownConnector`.
    """
    return {Network(name): _connector(name, options) for name, options in setting.items()}


def _connector(name: str, options: Options) -> Connector:
    own = {key: value for key, value in options.items() if key not in {"connector", "enabled"}}
    if not options.get("enabled", True):
        own["not_measured"] = REASONS["off"]
    connector: Connector = _connector_class(options["connector"])(**own)
    if connector.network != name:
        raise UnknownConnector(f"NETWORKS[{name!r}]: {options['connector']} is for {connector.network}.")
    return connector


@lru_cache
def _connector_class(path: str) -> Any:
    module, _, name = path.rpartition(".")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise UnknownConnector(f"{path} cannot be imported: {error}") from error
