"""From posts seen to rows: dedupe, insert, update, delete and roll up, in one transaction a campaign and batch.

Everything is an upsert of what is so: the same batch twice, or a page out of order, changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from accounts import journal
from accounts.scope import organization_scope
from campaigns.enums import PostRole
from campaigns.listening import refreshing
from campaigns.listening.rollup import Touched, note_counts, recount
from campaigns.listening.routing import Listener
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
    with organization_scope(listener.organization_id):
        one_at_a_time(listener.campaign_id)
        kept = _without_foreign_replies(listener, posts)
        touched = Touched(campaign_id=listener.campaign_id, network=network)
        result = Ingested()
        if kept:
            authors = _upsert_authors(listener, network, kept)
            _settle_roles(authors, touched)
            result = _upsert_posts(listener, network, feed_id, kept, authors, touched=touched, now=now)
        deleted = _mark_gone(listener, network, gone, touched, now) if gone else 0
        recount(listener.organization_id, touched)
        result = Ingested(new=result.new, changed=result.changed, deleted=deleted)
        if result.new or result.changed or result.deleted:
            journal.announce(
                verb=POSTS_HEARD,
                subject=listener.campaign_id,
                organization_id=listener.organization_id,
                now=now,
            )
        return result


def ingest_counts(*, listener: Listener, network: str, counts: Mapping[datetime, int]) -> bool:
    """Record numbers that came without posts, by hour, for one campaign. Whether they are new. Opens its scope."""
    if not counts:
        return False
    with organization_scope(listener.organization_id):
        one_at_a_time(listener.campaign_id)
        touched = Touched(campaign_id=listener.campaign_id, network=network)
        return note_counts(listener.organization_id, touched, counts)


def one_at_a_time(campaign_id: UUID) -> None:
    """Whoever writes many of a campaign's posts waits here for their turn, until the running transaction ends.

    Two batches at once would each roll up without the other's rows, or wait for each other's rows forever.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(campaign_id)])


def _without_foreign_replies(listener: Listener, posts: Sequence[PostSeen]) -> list[PostSeen]:
    """Drop what the company answered to others: its account talks to many people about many things."""
    by_uri = {post.uri: post for post in posts}
    replies = [
        post for post in by_uri.values() if post.author.id in listener.company_ids and post.in_reply_to
    ]
    known = _known_targets(listener, [post.in_reply_to or "" for post in replies]) | by_uri.keys()
    foreign = {
        post.uri
        for post in replies
        if post.in_reply_to not in known and not post.hashtags & listener.hashtags
    }
    return [post for uri, post in by_uri.items() if uri not in foreign]


def _known_targets(listener: Listener, targets: Sequence[str]) -> set[str]:
    if not targets:
        return set()
    mine = Post.objects.filter(campaign_id=listener.campaign_id, uri__in=targets)
    return set(mine.values_list("uri", flat=True))


@dataclass(frozen=True)
class _Writer:
    """An author's row, and the role in which they write."""

    id: int
    role: str


def _upsert_authors(listener: Listener, network: str, posts: Sequence[PostSeen]) -> dict[str, _Writer]:
    """Insert or refresh the posts' authors. Returns them by the network's id."""
    seen = {post.author.id: post.author for post in posts}
    authors = [seen[key] for key in sorted(seen)]
    sql = """
        INSERT INTO campaigns_author AS author
            (organization_id, campaign_id, network, native_id, handle, url, followers, is_bot)
        SELECT %(organization)s, %(campaign)s, %(network)s, given.* FROM unnest(
            %(ids)s::text[], %(handles)s::text[], %(urls)s::text[], %(followers)s::int[], %(bots)s::bool[]) AS given
        ON CONFLICT (campaign_id, network, native_id) DO UPDATE SET
            handle = coalesce(nullif(excluded.handle, ''), author.handle),
            url = coalesce(nullif(excluded.url, ''), author.url),
            followers = coalesce(excluded.followers, author.followers),
            is_bot = author.is_bot OR excluded.is_bot
        RETURNING native_id, id, is_bot
    """
    parameters = {
        "organization": listener.organization_id,
        "campaign": listener.campaign_id,
        "network": network,
        "ids": [author.id for author in authors],
        "handles": [author.handle for author in authors],
        "urls": [_web_address(author.url) for author in authors],
        "followers": [author.followers for author in authors],
        "bots": [author.is_bot for author in authors],
    }
    return {
        native_id: _Writer(row_id, _role(native_id, listener, is_bot=is_bot))
        for native_id, row_id, is_bot in _rows(sql, parameters)
    }


def _settle_roles(authors: dict[str, _Writer], touched: Touched) -> None:
    """Who turned out to be a bot, or the company, was so all the time: their earlier posts take that role too."""
    sql = """
        UPDATE campaigns_post AS post SET role = wanted.role
        FROM unnest(%(ids)s::bigint[], %(roles)s::text[]) AS wanted (author_id, role)
        WHERE post.author_id = wanted.author_id AND post.role <> wanted.role
        RETURNING posted_at, post.author_id
    """
    writers = list(authors.values())
    parameters = {"ids": [writer.id for writer in writers], "roles": [writer.role for writer in writers]}
    for posted_at, author_id in _rows(sql, parameters):
        touched.add(posted_at, author_id)


_POST_COLUMNS: tuple[tuple[str, str], ...] = (
    ("author_id", "bigint"), ("uri", "text"), ("native_id", "text"), ("url", "text"), ("text", "text"),
    ("language", "text"), ("in_reply_to", "text"), ("role", "text"), ("is_sensitive", "bool"),
    ("posted_at", "timestamptz"), ("edited_at", "timestamptz"), ("refresh_due_at", "timestamptz"),
    ("favorites", "int"), ("reposts", "int"), ("replies", "int"),
)  # fmt: skip

_UPSERT_POSTS = f"""
    INSERT INTO campaigns_post AS post
        (organization_id, campaign_id, network, feed_id, heard_at, kindness, refresh_step,
         {", ".join(name for name, _ in _POST_COLUMNS)})
    SELECT %(organization)s, %(campaign)s, %(network)s, %(feed)s, %(now)s, 'unchecked', 0, given.*
    FROM unnest({", ".join(f"%({name})s::{kind}[]" for name, kind in _POST_COLUMNS)}) AS given
    ON CONFLICT (campaign_id, network, uri) DO UPDATE SET
        text = CASE WHEN excluded.edited_at > coalesce(post.edited_at, post.posted_at) THEN excluded.text ELSE post.text END,
        kindness = CASE WHEN excluded.edited_at > coalesce(post.edited_at, post.posted_at) AND excluded.text <> post.text
            AND post.kindness <> 'hidden' THEN 'unchecked' ELSE post.kindness END,
        edited_at = greatest(excluded.edited_at, post.edited_at),
        is_sensitive = CASE WHEN excluded.favorites IS NULL THEN post.is_sensitive OR excluded.is_sensitive
            ELSE excluded.is_sensitive END,
        favorites = coalesce(excluded.favorites, post.favorites),
        reposts = coalesce(excluded.reposts, post.reposts),
        replies = coalesce(excluded.replies, post.replies)
    WHERE post.deleted_at IS NULL AND (
        excluded.edited_at > coalesce(post.edited_at, post.posted_at)
        OR (excluded.favorites, excluded.reposts, excluded.replies) IS DISTINCT FROM
           (post.favorites, post.reposts, post.replies)
        OR excluded.is_sensitive <> post.is_sensitive)
    RETURNING old.id IS NULL, old.text IS DISTINCT FROM new.text, posted_at, author_id
"""  # noqa: S608 - column names are the constants above


def _upsert_posts(
    listener: Listener,
    network: str,
    feed_id: int | None,
    posts: Sequence[PostSeen],
    authors: dict[str, _Writer],
    *,
    touched: Touched,
    now: datetime,
) -> Ingested:
    given = [_post_values(post, authors, now) for post in sorted(posts, key=lambda post: post.uri)]
    columns = {name: [row[name] for row in given] for name, _ in _POST_COLUMNS}
    fixed = {
        "organization": listener.organization_id,
        "campaign": listener.campaign_id,
        "network": network,
        "feed": feed_id,
        "now": now,
    }
    new = changed = 0
    for inserted, different_text, posted_at, author_id in _rows(_UPSERT_POSTS, columns | fixed):
        new += inserted
        changed += bool(different_text) and not inserted
        touched.add(posted_at, author_id)
    return Ingested(new=new, changed=changed)


def _post_values(post: PostSeen, authors: dict[str, _Writer], now: datetime) -> dict[str, Any]:
    # A clock that is ahead elsewhere must not write into hours to come.
    posted_at = min(post.posted_at, now)
    return {
        "author_id": authors[post.author.id].id,
        "uri": post.uri[:500],
        "native_id": post.native_id[:200],
        "url": _web_address(post.url),
        "text": post.text.replace("\x00", ""),
        "language": post.language[:12],
        "in_reply_to": (post.in_reply_to or "")[:500],
        "role": authors[post.author.id].role,
        "is_sensitive": post.is_sensitive,
        "posted_at": posted_at,
        "edited_at": post.edited_at,
        "refresh_due_at": refreshing.first_due(posted_at),
        "favorites": post.favorites,
        "reposts": post.reposts,
        "replies": post.replies,
    }


def _role(native_id: str, listener: Listener, *, is_bot: bool) -> str:
    if native_id in listener.company_ids:
        return PostRole.COMPANY.value
    return PostRole.BOT.value if is_bot else PostRole.SUPPORTER.value


def _web_address(url: str) -> str:
    """The address if it is one that a page may link to; strangers also write `javascript:` and worse."""
    return url[:500] if url.startswith(("https://", "http://")) else ""


def _mark_gone(listener: Listener, network: str, gone: Sequence[str], touched: Touched, now: datetime) -> int:
    """Deleted on the network is deleted here: the row keeps its identity and loses what it said."""
    sql = """
        UPDATE campaigns_post SET deleted_at = %(now)s, text = '', refresh_due_at = NULL
        WHERE campaign_id = %(campaign)s AND network = %(network)s AND uri = ANY(%(uris)s) AND deleted_at IS NULL
        RETURNING posted_at, author_id
    """
    parameters = {"now": now, "campaign": listener.campaign_id, "network": network, "uris": list(gone)}
    rows = _rows(sql, parameters)
    for posted_at, author_id in rows:
        touched.add(posted_at, author_id)
    return len(rows)


def _rows(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
