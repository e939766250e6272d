"""Who the company's accounts are on the networks: a handle is looked up once, its id is kept."""

import logging

from accounts.scope import listener_scope
from campaigns.models import CompanyAccount, Feed
from campaigns.networks.contract import Connector
from campaigns.networks.errors import ConnectorError
from candyplatform.base.http import Door

log = logging.getLogger(__name__)


def account_id(feed: Feed, *, connector: Connector, door: Door) -> str:
    """The network's id of the account that an account feed is about; "" for any other feed.

    Asks the feed's host when it is not known yet, and raises what the connector raises.
    """
    kind, _, handle = feed.topic.partition(":")
    if kind != "account":
        return ""
    with listener_scope():
        account = CompanyAccount.objects.filter(network=feed.network, handle=handle).first()
    if account is None:
        return ""
    return account.native_id or _look_up(account, connector=connector, host=feed.host, door=door)


def look_up_missing(*, network: str, connector: Connector, host: str, door: Door) -> None:
    """Look up every handle of a network whose id is not known yet; one that cannot be had now is tried next time."""
    with listener_scope():
        missing = list(CompanyAccount.objects.filter(network=network, native_id=""))
    for account in missing:
        try:
            _look_up(account, connector=connector, host=host, door=door)
        except ConnectorError as error:
            log.info("account %s on %s is not known yet: %s", account.handle, network, error)


def _look_up(account: CompanyAccount, *, connector: Connector, host: str, door: Door) -> str:
    found = connector.lookup_account(host=host, handle=account.handle, door=door)
    with listener_scope():
        same = CompanyAccount.objects.filter(network=account.network, handle=account.handle)
        same.update(native_id=found.id)
    return found.id
