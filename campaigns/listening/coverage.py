"""What is measured, since when not, and why not: a number without its coverage misleads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.models import Feed
from campaigns.models.feed import FeedStatus

# The sentences that feeds and connectors give as reasons; said once more here so that translators find them.
REASON_TEXTS = (
    gettext_noop("Turned off on this platform."),
    gettext_noop("Off until the operator sets a token."),
    gettext_noop("This server shows such posts only to people who are logged in."),
    gettext_noop("This server does not answer such questions."),
    gettext_noop("This server does not know the account."),
    gettext_noop("The network asks us to go slower; we listen again soon."),
    gettext_noop("The network does not answer just now; we try again."),
    gettext_noop("A server has not answered for a while; we ask it again every few minutes."),
)

ORDER = (FeedStatus.INTERRUPTED, FeedStatus.WAITING, FeedStatus.MEASURED)


@dataclass(frozen=True)
class Coverage:
    """How a network is heard for one campaign.

    `status` is a `FeedStatus`; `partly` when some of its feeds are heard and some are not; `reason` a sentence for people
    (empty when all is well); `heard_at` when we last listened with success. `gaps` are the stretches that are missing, from
    and until (UTC), each feed's own.
    """

    network: str
    label: str
    status: str
    partly: bool
    reason: str | Promise
    heard_at: datetime | None
    gaps: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def is_measured(self) -> bool:
        """Whether numbers of this network mean anything: a zero is then a zero."""
        return self.status == FeedStatus.MEASURED or self.partly


def coverage_of(campaign_id: UUID) -> list[Coverage]:
    """Every network the platform knows, in a fixed order, and how it is heard for this campaign. One query."""
    feeds: dict[str, list[Feed]] = {}
    for feed in Feed.objects.filter(subscriptions__campaign_id=campaign_id).order_by("id"):
        feeds.setdefault(feed.network, []).append(feed)
    return [_of_network(network, feeds.get(network.value, [])) for network in connectors()]


def _of_network(network: Network, feeds: list[Feed]) -> Coverage:
    if not feeds:
        return _without_feeds(network)
    states = {feed.status for feed in feeds}
    status = next((state for state in ORDER if state in states), FeedStatus.NOT_MEASURED)
    measured = FeedStatus.MEASURED in states
    partly = measured and len(states - {FeedStatus.WAITING}) > 1
    reason = next((_(feed.reason) for feed in feeds if feed.reason), "")
    return Coverage(network.value, network.label, status, partly, reason, _latest(feeds), _gaps(feeds))


def _gaps(feeds: Iterable[Feed]) -> tuple[tuple[datetime, datetime], ...]:
    told = {(since, until) for feed in feeds for since, until in feed.gaps}
    return tuple(
        (datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in sorted(told)
    )


def _without_feeds(network: Network) -> Coverage:
    why = connectors()[network].not_measured
    status = FeedStatus.NOT_MEASURED if why else FeedStatus.WAITING
    reason = _(why) if why else _("Listening starts when the campaign is live.")
    return Coverage(network.value, network.label, status, False, reason, None)


def _latest(feeds: Iterable[Feed]) -> datetime | None:
    return max((feed.heard_at for feed in feeds if feed.heard_at), default=None)
