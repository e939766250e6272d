"""The storm that examples and documentation tell: @telekom_hilft answers the EduCamp within the hour."""

from datetime import timedelta

from accounts.actors import actor_of
from accounts.models import Membership
from campaigns.answers import operations as answers
from campaigns.enums import Network
from campaigns.models import Campaign, Feed
from campaigns.networks.contract import AuthorSeen
from tests.factories import NOW, hear, make_campaign, post_seen


def tell(membership: Membership) -> Campaign:
    """A live campaign, heard on two networks, answered after 58 minutes."""
    campaign = make_campaign(membership, state="live")
    hear(campaign, *(post_seen(number, reposts=number % 3) for number in (3, 21, 22, 75)))
    fan = AuthorSeen(id="did:plc:fan", handle="fan.example", url="https://bsky.app/profile/fan.example")
    hear(campaign, post_seen(30, network=Network.BLUESKY, author=fan))
    for network in ("mastodon", "bluesky"):
        Feed.objects.filter(network=network).update(status="measured", heard_at=NOW + timedelta(minutes=80))
    said_at = NOW + timedelta(minutes=58)
    answers.record(
        campaign=campaign,
        kind="promised",
        said_at=said_at,
        text="We are on it. Details by tomorrow - deal?",
        evidence_url="https://mastodon.example/@telekomhilft/1",
        promised_for=said_at.date(),
        actor=actor_of(membership),
        now=said_at,
    )
    return campaign
