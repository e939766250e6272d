"""From posts seen to rows: dedupe, insert, update, delete and roll up, in one transaction a campaign and batch.

Everything is an upsert of what is so: the same batch twice, or a page out of order, changes nothing. The batch is copied
into a temporary table; from there one statement each writes the authors and the posts that are new or changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import journal
from campaigns.listening import incoming
from campaigns.listening.forgetting import without_forgotten
from campaigns.listening.rollup import Changed, note_counts, turn
from campaigns.listening.routing import Listener
from campaigns.listening.upserts import mark_gone, record_posts
from campaigns.models import Post
from campaigns.networks.contract import PostSeen

POSTS_HEARD = "posts.heard"


@dataclass(frozen=True)
class Ingested:
    """What a batch changed: posts never seen before, and posts that were edited or deleted."""

    new: int = 0
    changed: int = 0
    deleted: int = 0


def ingest(
    *,
    listener: Listener,
    network: str,
    feed_id: int | None,
    posts: Sequence[PostSeen],
    gone: Sequence[str] = (),
    now: datetime,
) -> Ingested:
    """Record a batch for one campaign, roll up the hours it touched and let others know. Opens the campaign's scope."""
    with turn(listener.organization_id, listener.campaign_id) as ledger:
        kept = _without_foreign_replies(listener, without_forgotten(network, incoming.distinct(posts)))
        written = record_posts(ledger, listener, network, feed_id, kept, now=now) if kept else Changed()
        deleted = mark_gone(ledger, listener, network, gone, now) if gone else 0
        result = Ingested(new=written.new, changed=written.reworded, deleted=deleted)
        if result.new or result.changed or result.deleted:
            journal.announce(
                verb=POSTS_HEARD,
                subject=listener.campaign_id,
                organization_id=listener.organization_id,
                now=now,
            )
        return result


def ingest_counts(*, listener: Listener, network: str, counts: Mapping[datetime, int]) -> None:
    """Record numbers that came without posts, by hour, for one campaign. Opens its scope."""
    if not counts:
        return
    with turn(listener.organization_id, listener.campaign_id) as ledger:
        note_counts(ledger, network, counts)


def _without_foreign_replies(listener: Listener, posts: Sequence[PostSeen]) -> list[PostSeen]:
    """Drop what the company answered to others: its account talks to many people about many things."""
    replies = [post for post in posts if post.author.id in listener.company_ids and post.in_reply_to]
    known = _known_targets(listener, [post.in_reply_to or "" for post in replies])
    known |= {post.uri for post in posts}
    foreign = {
        post.uri
        for post in replies
        if post.in_reply_to not in known and not post.hashtags & listener.hashtags
    }
    return [post for post in posts if post.uri not in foreign]


def _known_targets(listener: Listener, targets: Sequence[str]) -> set[str]:
    if not targets:
        return set()
    mine = Post.objects.filter(campaign_id=listener.campaign_id, uri__in=targets)
    return set(mine.values_list("uri", flat=True))
