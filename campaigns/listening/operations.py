"""What a campaign's course asks of listening: feeds exist from the transaction that publishes it."""

from datetime import datetime

from accounts.scope import listener_scope, organization_scope
from campaigns.listening import rereading
from campaigns.listening.connectors import connectors
from campaigns.listening.wanted import ACCOUNT, EVERYTHING, HASHTAG, FeedKey, wanted_feeds
from campaigns.models import Campaign, CompanyAccount, Feed, FeedSubscription
from candyplatform.base import work

FETCH = "feed.fetch"
REFRESH = "feed.refresh"
REREAD = "feed.reread"
LOOK_UP = "account.look_up"


def open_feeds(*, campaign: Campaign, now: datetime) -> None:
    """Subscribe the campaign to every feed it wants and make those due now. Within its organization's scope.

    Called again when the company's accounts or the networks changed: what is there stays, and accounts that are not
    the company's any more are left. Subscriptions outlive the campaign and tell where its numbers came from; a feed
    without a campaign that listens ends at its next turn.
    """
    wanted = _wanted_by(campaign)
    _leave_old_accounts(campaign, wanted)
    for key in wanted:
        feed, _ = Feed.objects.get_or_create(network=key.network, host=key.host, topic=key.topic)
        FeedSubscription.objects.get_or_create(
            organization_id=campaign.organization_id, campaign=campaign, feed=feed
        )
        if feed.topic != EVERYTHING:
            work.put(kind=FETCH, key=feed.pk, due_at=now)
        if feed.topic.startswith(HASHTAG):
            work.ensure(kind=REREAD, key=feed.pk, due_at=now + rereading.pause())
        work.put(kind=REFRESH, key=feed.pk, due_at=now)
    for account in CompanyAccount.objects.filter(company=campaign.company, native_id=""):
        work.put(kind=LOOK_UP, key=account.pk, due_at=now)


def reopen_feeds(*, now: datetime) -> None:
    """Open the feeds of every campaign that listens again: the networks' settings may have changed since."""
    with listener_scope():
        listening = list(Campaign.objects.listening().values_list("id", "organization_id"))
    for campaign_id, organization_id in listening:
        with organization_scope(organization_id):
            if campaign := Campaign.objects.listening().filter(id=campaign_id).first():
                open_feeds(campaign=campaign, now=now)


def _leave_old_accounts(campaign: Campaign, wanted: list[FeedKey]) -> None:
    topics = {key.topic for key in wanted}
    mine = campaign.subscriptions.filter(feed__topic__startswith=ACCOUNT)
    mine.exclude(feed__topic__in=topics).delete()


def _wanted_by(campaign: Campaign) -> list[FeedKey]:
    accounts = CompanyAccount.objects.filter(company=campaign.company)
    return wanted_feeds(
        hashtags=campaign.hashtags.values_list("text", flat=True),
        handles=dict(accounts.values_list("network", "handle")),
        connectors=connectors(),
    )
