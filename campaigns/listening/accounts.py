"""Who the company's accounts are on the networks: a handle is looked up once, its id is kept."""

from datetime import datetime, timedelta
from uuid import UUID

from accounts.scope import listener_scope
from campaigns.enums import Network
from campaigns.listening.connectors import connectors, door
from campaigns.listening.spending import pay_for, renewed_at
from campaigns.models import Campaign, CompanyAccount, Feed
from campaigns.networks.contract import AuthorSeen
from campaigns.networks.errors import ConnectorError, NotMeasured, Rejected, Unavailable
from candyplatform.base import clock, work

# A handle that nobody has may be somebody's tomorrow.
UNKNOWN_WAIT = timedelta(hours=1)


def account_id(feed: Feed) -> str:
    """The network's id of the account that an account feed is about; "" when it is not known yet, or for another feed."""
    _, _, handle = feed.topic.partition(":")
    with listener_scope():
        account = (
            CompanyAccount.objects.filter(network=feed.network, handle=handle).exclude(native_id="").first()
        )
    return account.native_id if account else ""


def look_up(job: work.Job) -> datetime | None:
    """Ask a network who an account is, and keep its id. Due again when nobody has that handle; None when it is known."""
    with listener_scope():
        account = CompanyAccount.objects.filter(pk=job.key, native_id="").first()
    if account is None:
        return None
    connector = connectors()[Network(account.network)]
    if connector.not_measured or not connector.traits.hears_accounts:
        return None
    try:
        found, _ = pay_for(
            connector,
            price=connector.traits.prices.lookup,
            organizations=_interested(account),
            ask=lambda: (who_is(connector.network, account.handle), connector.traits.prices.lookup),
        )
    except Rejected:
        return clock.now() + UNKNOWN_WAIT
    if found is None:
        return renewed_at(clock.now())
    with listener_scope():
        CompanyAccount.objects.filter(pk=account.pk, handle=account.handle).update(native_id=found.id)
    return None


def _interested(account: CompanyAccount) -> set[UUID]:
    """The organizations whose campaigns ask this company just now."""
    with listener_scope():
        asking = Campaign.objects.listening().filter(company_id=account.company_id)
        return set(asking.values_list("organization_id", flat=True))


def who_is(network: Network, handle: str) -> AuthorSeen:
    """The account of that handle, from the first of the network's hosts that knows it. Raises what the last one said.

    Raises `NotMeasured` where this installation does not ask the network. What that costs is for the caller to claim.
    """
    connector = connectors()[network]
    if connector.not_measured:
        raise NotMeasured("off", network.label)
    error: ConnectorError = Unavailable("The network has no host to ask.")
    for host in connector.hosts:
        try:
            return connector.lookup_account(host=host, handle=handle, door=door())
        except ConnectorError as raised:
            error = raised
    raise error
