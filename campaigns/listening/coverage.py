"""What is measured, since when not, and why not: a number without its coverage misleads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.models import Feed, FeedSubscription
from campaigns.models.feed import FeedStatus

# The sentences that feeds and connectors give as reasons; said once more here so that translators find them.
REASON_TEXTS = (
    gettext_noop("Turned off on this platform."),
    gettext_noop("Off until the operator sets a token."),
    gettext_noop("Off until the operator sets a daily budget."),
    gettext_noop("Until the network has approved this platform, its search finds our own posts only."),
    gettext_noop("The network refuses the operator's account: what was posted before is not searched for."),
    gettext_noop(
        "Posts are counted here, not read: who wrote them and what the company answers is not told."
    ),
    gettext_noop("Only posts with the hashtag are told here: no likes, and not what the company answers."),
    gettext_noop("The budget for today is used up; we listen again tomorrow."),
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

    `status` is a `FeedStatus`; `partly` when some of its feeds are heard and some are not, or when the network tells a
    part only; `reason` a sentence for people (empty when all is well); `heard_at` when we last listened with success.
    `gaps` are the stretches that are missing, from and until (UTC), each feed's own.
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
    return coverage_of_many([campaign_id])[campaign_id]


def coverage_of_many(campaign_ids: Collection[UUID]) -> dict[UUID, list[Coverage]]:
    """`coverage_of` each of these campaigns. One query."""
    feeds: dict[tuple[UUID, str], list[Feed]] = {}
    subscribed = FeedSubscription.objects.filter(campaign_id__in=campaign_ids).select_related("feed")
    for subscription in subscribed.order_by("feed_id"):
        feeds.setdefault((subscription.campaign_id, subscription.feed.network), []).append(
            _as_told(subscription)
        )
    return {
        campaign_id: [
            _of_network(network, feeds.get((campaign_id, network.value), [])) for network in connectors()
        ]
        for campaign_id in campaign_ids
    }


def _of_network(network: Network, feeds: list[Feed]) -> Coverage:
    connector = connectors()[network]
    if why := connector.not_measured:
        return Coverage(network.value, network.label, FeedStatus.NOT_MEASURED, False, _(why), _latest(feeds))
    if not feeds:
        reason = _("Listening starts when the campaign is live.")
        return Coverage(network.value, network.label, FeedStatus.WAITING, False, reason, None)
    states = {feed.status for feed in feeds}
    status = next((state for state in ORDER if state in states), FeedStatus.NOT_MEASURED)
    measured = FeedStatus.MEASURED in states
    limits = connector.traits.limits
    partly = measured and (len(states - {FeedStatus.WAITING}) > 1 or bool(limits))
    reason = next((_(feed.reason) for feed in feeds if feed.reason), _(limits) if measured and limits else "")
    return Coverage(network.value, network.label, status, partly, reason, _latest(feeds), _gaps(feeds))


def _gaps(feeds: Iterable[Feed]) -> tuple[tuple[datetime, datetime], ...]:
    told = {(since, until) for feed in feeds for since, until in feed.gaps}
    return tuple(
        (datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in sorted(told)
    )


def _as_told(subscription: FeedSubscription) -> Feed:
    """The feed as this campaign hears it: not at all while its organization cannot pay for it."""
    feed = subscription.feed
    if subscription.held_back:
        feed.status, feed.reason = FeedStatus.INTERRUPTED, subscription.held_back
    return feed


def _latest(feeds: Iterable[Feed]) -> datetime | None:
    return max((feed.heard_at for feed in feeds if feed.heard_at), default=None)
