"""What is measured, since when not, and why not: a number without its coverage misleads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.models import Feed
from campaigns.models.feed import FeedStatus

ORDER = (FeedStatus.INTERRUPTED, FeedStatus.WAITING, FeedStatus.MEASURED)


@dataclass(frozen=True)
class Coverage:
    """How a network is heard for one campaign.

    `status` is a `FeedStatus`; `partly` when some of its feeds are heard and some are not; `reason` a sentence for people
    (empty when all is well); `heard_at` when we last listened with success.
    """

    network: str
    label: str
    status: str
    partly: bool
    reason: str | Promise
    heard_at: datetime | None

    @property
    def is_measured(self) -> bool:
        """Whether numbers of this network mean anything: a zero is then a zero."""
        return self.status == FeedStatus.MEASURED or self.partly


def coverage_of(campaign_id: UUID) -> list[Coverage]:
    """Every network the platform knows, in a fixed order, and how it is heard for this campaign. One query."""
    feeds: dict[str, list[Feed]] = {}
    for feed in Feed.objects.filter(subscriptions__campaign_id=campaign_id).order_by("id"):
        feeds.setdefault(feed.network, []).append(feed)
    return [_of_network(Network(name), feeds.get(name, [])) for name in connectors()]


def _of_network(network: Network, feeds: list[Feed]) -> Coverage:
    if not feeds:
        why = connectors()[network.value].not_measured or _("Listening starts when the campaign is live.")
        status = FeedStatus.NOT_MEASURED if connectors()[network.value].not_measured else FeedStatus.WAITING
        return Coverage(network.value, network.label, status, False, why, None)
    states = {feed.status for feed in feeds}
    status = next((state for state in ORDER if state in states), FeedStatus.NOT_MEASURED)
    measured = FeedStatus.MEASURED in states
    partly = measured and len(states - {FeedStatus.WAITING}) > 1
    reason = next((feed.reason for feed in feeds if feed.reason), "")
    return Coverage(network.value, network.label, status, partly, reason, _latest(feeds))


def _latest(feeds: Iterable[Feed]) -> datetime | None:
    return max((feed.heard_at for feed in feeds if feed.heard_at), default=None)
