"""What visitors of a campaign's page do, without an account: steps that are counted, posts they tell of, posts they take off.

Each is called outside any scope, with a public campaign, and opens its organization's.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actors import PLATFORM
from accounts.scope import organization_scope
from campaigns.enums import Channel, Step, Visitors
from campaigns.listening.connectors import connectors
from campaigns.listening.rollup import hour_of
from campaigns.listening.said import link_of, note_said
from campaigns.models import Campaign, Post, SamplePost
from campaigns.moderation.operations import withdraw_post
from candyplatform.base.errors import Conflict, Invalid

_LONGEST = 500


class NoLink(Invalid):
    """What was pasted is no address."""

    code = "no_link"
    message = _("This is no link. Open your post, copy its link from the share menu, and paste it here.")


class ElsewhereLink(Invalid):
    """The address of something on none of the networks."""

    code = "elsewhere_link"
    message = _(
        "This link leads to none of the networks here: Mastodon, Bluesky, X or Threads. Paste the link of your post there."
    )


class NoPostLink(Invalid):
    """The address of something else than a post, on one of the networks."""

    code = "no_post_link"
    message = _(
        "This leads to the network, but to no single post. Tap the time of your post: the address that opens is its link."
    )


class NotListening(Conflict):
    """The campaign hears nothing (yet, or any more)."""

    code = "not_listening"
    message = _("Posts are not collected just now. Thank you all the same.")


class NotOnTheWall(Invalid):
    """No post with that link is shown."""

    code = "not_on_the_wall"
    message = _(
        "No post with this link is shown here. Tap the time of your post on this page, and copy the address that opens."
    )


# There is nothing to count again: of each step its number is all that is kept.
_COUNT = """
    INSERT INTO campaigns_stepcount AS known (organization_id, campaign_id, step, channel, sample, visitors, hour, count)
    VALUES (%(organization)s, %(campaign)s, %(step)s, %(channel)s, %(sample)s, %(visitors)s, %(hour)s, 1)
    ON CONFLICT (campaign_id, step, channel, sample, visitors, hour) DO UPDATE SET count = known.count + 1
"""


def count_step(
    *, campaign: Campaign, step: Step, channel: str, sample: int, visitors: Visitors, now: datetime
) -> None:
    """Count one step of somebody. A channel or sample post that the campaign does not have counts as none."""
    with organization_scope(campaign.organization_id), connection.cursor() as cursor:
        is_ours = bool(sample) and SamplePost.objects.filter(campaign=campaign, id=sample).exists()
        values: dict[str, Any] = {
            "organization": campaign.organization_id,
            "campaign": campaign.id,
            "step": step.value,
            "channel": channel if channel in Channel.values else "",
            "sample": sample if is_ours else 0,
            "visitors": visitors.value,
            "hour": hour_of(now),
        }
        cursor.execute(_COUNT, values)


def say_posted(*, campaign: Campaign, url: str, now: datetime) -> bool:
    """Somebody posted, and says where. False when that post was told of before.

    Raises `NotListening`, `NoLink`, `NoPostLink`, `ElsewhereLink`.
    """
    if not campaign.is_listening:
        raise NotListening
    address = _address(url)
    found = link_of(address)
    if found is None:
        hosts = frozenset().union(*(connector.web_hosts for connector in connectors().values()))
        parts = urlsplit(address)
        raise NoPostLink if parts.netloc.lower() in hosts or parts.path.startswith("/@") else ElsewhereLink
    network, link = found
    return note_said(campaign=campaign, network=network, link=link, now=now)


def take_off(*, campaign: Campaign, url: str, now: datetime) -> None:
    """Take a post off the page because its author asks. Raises `NoLink`, `NotOnTheWall`."""
    address = _address(url)
    found = link_of(address)
    spellings = {address, *([found[1].link] if found else [])}
    with organization_scope(campaign.organization_id):
        shown = Post.objects.filter(campaign=campaign).wall()
        post = shown.filter(Q(url__in=spellings) | Q(uri__in=spellings)).first()
    if post is None:
        raise NotOnTheWall
    withdraw_post(post=post, actor=PLATFORM, now=now)


def _address(typed: str) -> str:
    """The address in what was pasted; people also paste a sentence around it, or leave `https://` away."""
    words = typed.replace("\x00", "").split()
    word = next((word for word in words if "://" in word), words[0] if words else "")
    address = word if "://" in word else f"https://{word}"
    parts = urlsplit(address)
    if len(address) > _LONGEST or parts.scheme not in ("https", "http") or "." not in parts.netloc:
        raise NoLink
    return address
