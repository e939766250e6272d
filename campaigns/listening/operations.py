"""What a campaign's course asks of listening: feeds exist from the transaction that publishes it."""

from datetime import datetime

from django.db.models import Q

from accounts.scope import listener_scope, organization_scope
from campaigns.enums import Network
from campaigns.listening import rereading
from campaigns.listening.connectors import connectors
from campaigns.listening.wanted import ACCOUNT, EVERYTHING, HASHTAG, HASHTAGS, FeedKey, wanted_feeds
from campaigns.models import Campaign, CompanyAccount, Feed, FeedSubscription
from candyplatform.base import clock, work

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
    _leave_old_topics(campaign, wanted)
    for key in wanted:
        feed, _ = Feed.objects.get_or_create(network=key.network, host=key.host, topic=key.topic)
        _, is_new = FeedSubscription.objects.get_or_create(
            organization_id=campaign.organization_id, campaign=campaign, feed=feed
        )
        if is_new and feed.cursor and _is_read_again(campaign, feed):
            Feed.objects.filter(pk=feed.pk).update(cursor="")
        if feed.topic != EVERYTHING:
            work.put(kind=FETCH, key=feed.pk, due_at=now)
        if feed.topic.startswith(HASHTAG) and connectors()[Network(feed.network)].traits.arrives_late:
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


def _leave_old_topics(campaign: Campaign, wanted: list[FeedKey]) -> None:
    """Accounts that are not the company's any more, and hashtags that were asked for together with others."""
    topics = {key.topic for key in wanted}
    mine = campaign.subscriptions.filter(
        Q(feed__topic__startswith=ACCOUNT) | Q(feed__topic__startswith=HASHTAGS)
    )
    mine.exclude(feed__topic__in=topics).delete()


def _is_read_again(campaign: Campaign, feed: Feed) -> bool:
    """Whether others' feed begins anew for this campaign, whose supporters may have begun before it was live.

    A network that charges for every post is not asked for the same ones twice.
    """
    is_charged = connectors()[Network(feed.network)].traits.prices.fetch > 0
    was_there = campaign.live_at is not None and campaign.created_at < campaign.live_at
    return feed.topic != EVERYTHING and was_there and not is_charged


def _wanted_by(campaign: Campaign) -> list[FeedKey]:
    accounts = CompanyAccount.objects.filter(company=campaign.company)
    return wanted_feeds(
        hashtags=campaign.hashtags.values_list("text", flat=True),
        handles=dict(accounts.values_list("network", "handle")),
        connectors=connectors(),
    )


def listen_again(job: work.Job) -> None:
    """Due work `feeds.reopen`: an organization that was about to leave stays, and its running campaigns are heard again."""
    now = clock.now()
    with organization_scope(job.organization):
        for campaign in Campaign.objects.listening().select_related("company").order_by("id"):
            open_feeds(campaign=campaign, now=now)
