"""What a campaign's course asks of listening: feeds exist from the transaction that publishes it."""

from datetime import datetime

from campaigns.listening.connectors import connectors
from campaigns.listening.wanted import EVERYTHING, FeedKey, wanted_feeds
from campaigns.models import Campaign, CompanyAccount, Feed, FeedSubscription
from candyplatform.base import work

FETCH = "feed.fetch"
REFRESH = "feed.refresh"


def open_feeds(*, campaign: Campaign, now: datetime) -> None:
    """Subscribe the campaign to every feed it wants and make those due now. Within its organization's scope.

    Subscriptions stay when the campaign ends, and tell where its numbers came from; a feed without a campaign that
    listens ends at its next turn.
    """
    for key in _wanted_by(campaign):
        feed, _ = Feed.objects.get_or_create(network=key.network, host=key.host, topic=key.topic)
        FeedSubscription.objects.get_or_create(
            organization_id=campaign.organization_id, campaign=campaign, feed=feed
        )
        if feed.topic != EVERYTHING:
            work.put(kind=FETCH, key=feed.pk, due_at=now)
        work.put(kind=REFRESH, key=feed.pk, due_at=now)


def _wanted_by(campaign: Campaign) -> list[FeedKey]:
    accounts = CompanyAccount.objects.filter(company=campaign.company)
    return wanted_feeds(
        hashtags=campaign.hashtags.values_list("folded", flat=True),
        handles=dict(accounts.values_list("network", "handle")),
        connectors=connectors(),
    )
