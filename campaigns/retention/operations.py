"""Erasing what was heard of a closed campaign, in batches, with its numbers and confirmed answers kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from accounts import journal
from accounts.actors import PLATFORM
from accounts.scope import organization_scope
from campaigns.enums import CampaignState
from campaigns.listening.rollup import one_at_a_time
from campaigns.models import Author, Campaign, Post, SaidPost
from campaigns.models.campaign import POSTS_KEPT
from candyplatform.base import clock, work

BATCH = 2000
# Then another worker may have the next ones.
BATCHES_A_TURN = 25
LASTING = timedelta(minutes=2)


def erase_posts(job: work.Job) -> datetime | None:
    """Due work `posts.erase`: delete a campaign's posts and authors once it has been closed for `POSTS_KEPT`.

    Returns when it is due (again); None when nothing is left. Killed at any moment it goes on where it was.
    """
    campaign_id, now = UUID(job.key), clock.now()
    with organization_scope(job.organization):
        campaign = Campaign.objects.filter(id=campaign_id).first()
        if campaign is None or not _has_ended(campaign):
            return None
        due_at = campaign.posts_kept_until
        if due_at is None or due_at > now:
            return due_at
        _finalize(campaign, now)
    for _ in range(BATCHES_A_TURN):
        if not _erase_batch(campaign, job):
            return None
    return now


def _has_ended(campaign: Campaign) -> bool:
    """Closed, or suspended after that: staff may bring it back as it was, but its posts have had their time."""
    return CampaignState.CLOSED in (campaign.state, campaign.suspended_from)


def _finalize(campaign: Campaign, now: datetime) -> None:
    """From now on its numbers are what they are; whoever counts just now comes first."""
    one_at_a_time(campaign.id)
    if Campaign.objects.filter(id=campaign.id, posts_erased_at=None).update(posts_erased_at=now):
        journal.append(
            verb="campaign.posts_erased",
            subject=campaign.id,
            organization_id=campaign.organization_id,
            actor=PLATFORM,
            now=now,
            details={"kept_days": POSTS_KEPT.days},
        )


def _erase_batch(campaign: Campaign, job: work.Job) -> bool:
    """Erase some posts, or, when there are none left, some authors. Whether there was anything to erase."""
    with organization_scope(campaign.organization_id):
        work.keep(job, now=clock.now(), lasting=LASTING)
        one_at_a_time(campaign.id)
        posts = list(
            Post.objects.filter(campaign=campaign).order_by("id").values_list("id", flat=True)[:BATCH]
        )
        if posts:
            _detach_answers(posts)
            Post.objects.filter(id__in=posts).delete()
            return True
        SaidPost.objects.filter(campaign=campaign).delete()
        authors = Author.objects.filter(campaign=campaign).order_by("id").values_list("id", flat=True)
        deleted, _ = Author.objects.filter(id__in=list(authors[:BATCH])).delete()
        return bool(deleted)


_DETACH = """
    UPDATE campaigns_answer AS answer SET
        post_id = NULL,
        text = coalesce(nullif(answer.text, ''), post.text),
        evidence_url = coalesce(nullif(answer.evidence_url, ''), post.url)
    FROM campaigns_post AS post
    WHERE post.id = answer.post_id AND answer.post_id = ANY(%s) AND answer.status = 'confirmed'
"""


def _detach_answers(posts: Sequence[int]) -> None:
    """What a company was confirmed to have said stays without its post; the rest goes with it."""
    with connection.cursor() as cursor:
        cursor.execute(_DETACH, [list(posts)])
