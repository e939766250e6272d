"""The statements of ingest: authors, roles, posts and deletions of one campaign and network, from `incoming_post`.

Joins are lateral, with an OFFSET 0 that nothing is pulled out of: each incoming row looks its counterpart up in an index. Left
to choose, the planner reads whole tables once they are large and its statistics are old, which is just what a storm brings.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from campaigns.listening import incoming
from campaigns.listening.rollup import Changed, Ledger, change_authors, change_posts, rows
from campaigns.listening.routing import Listener
from campaigns.networks.contract import PostSeen, storable

# An author is new with a post that is, and first posted then, or earlier with an earlier one; whoever the network calls by a second id now is not stored for that alone.
_AUTHORS = """
    INSERT INTO campaigns_author AS author
        (organization_id, campaign_id, network, native_id, handle, url, followers, is_bot, first_posted_at)
    SELECT %(organization)s, %(campaign)s, %(network)s, given.native_id, given.handle, given.url, given.followers, given.is_bot,
        CASE WHEN NOT given.is_bot AND given.native_id <> ALL(%(company)s::text[]) THEN writing.first END
    FROM unnest(%(ids)b::text[], %(handles)b::text[], %(urls)b::text[], %(followers)s::int[], %(bots)s::bool[])
        AS given (native_id, handle, url, followers, is_bot)
    LEFT JOIN (
        SELECT incoming_post.author, min(incoming_post.posted_at) AS first FROM incoming_post
        LEFT JOIN LATERAL (
            SELECT post.id FROM campaigns_post AS post
            WHERE post.campaign_id = %(campaign)s AND post.network = %(network)s AND post.uri = incoming_post.uri
            OFFSET 0) AS known ON true
        WHERE known.id IS NULL
        GROUP BY 1) AS writing ON writing.author = given.native_id
    WHERE writing.author IS NOT NULL OR (
        SELECT id FROM campaigns_author
        WHERE campaign_id = %(campaign)s AND network = %(network)s AND native_id = given.native_id) IS NOT NULL
    ON CONFLICT (campaign_id, network, native_id) DO UPDATE SET
        handle = coalesce(nullif(excluded.handle, ''), author.handle),
        url = coalesce(nullif(excluded.url, ''), author.url),
        followers = coalesce(excluded.followers, author.followers),
        is_bot = author.is_bot OR excluded.is_bot,
        first_posted_at = CASE WHEN author.is_bot THEN author.first_posted_at
            ELSE least(author.first_posted_at, excluded.first_posted_at) END
    WHERE excluded.handle NOT IN ('', author.handle) OR excluded.url NOT IN ('', author.url)
        OR coalesce(excluded.followers <> author.followers, excluded.followers IS NOT NULL)
        OR excluded.is_bot AND NOT author.is_bot
        OR NOT author.is_bot AND excluded.first_posted_at < coalesce(author.first_posted_at, 'infinity')
"""

# Who turned out to be a bot, or the company, was so all the time: their earlier posts take that role too.
_ROLES = """
    UPDATE campaigns_post AS post SET role = wanted.role
    FROM (
        SELECT author.id, CASE WHEN author.native_id = ANY(%(company)s::text[]) THEN 'company'
            WHEN author.is_bot THEN 'bot' ELSE 'supporter' END AS role
        FROM unnest(%(ids)s::text[]) AS given (native_id)
        CROSS JOIN LATERAL (
            SELECT * FROM campaigns_author
            WHERE campaign_id = %(campaign)s AND network = %(network)s AND native_id = given.native_id
            OFFSET 0) AS author) AS wanted
    WHERE post.author_id = wanted.id AND post.role <> wanted.role AND post.campaign_id = %(campaign)s
"""
# Who was taken for the company before.
_FORMER_COMPANY = """
    SELECT DISTINCT author.native_id FROM campaigns_post AS post CROSS JOIN LATERAL (
        SELECT native_id, network FROM campaigns_author WHERE id = post.author_id OFFSET 0) AS author
    WHERE post.campaign_id = %(campaign)s AND post.role = 'company' AND author.network = %(network)s
        AND author.native_id <> ALL(%(company)s::text[])
"""

_POSTS = f"""
    INSERT INTO campaigns_post AS post
        (organization_id, campaign_id, network, feed_id, heard_at, kindness, refresh_step, author_id, role,
         {incoming.OF_POST})
    SELECT %(organization)s, %(campaign)s, %(network)s, %(feed)s, %(now)s, 'unchecked', 0,
        coalesce(author.id, (
            SELECT author_id FROM campaigns_post
            WHERE campaign_id = %(campaign)s AND network = %(network)s AND uri = incoming_post.uri)),
        CASE WHEN incoming_post.author = ANY(%(company)s::text[]) THEN 'company'
            WHEN author.is_bot THEN 'bot' ELSE 'supporter' END,
        {incoming.OF_POST}
    FROM incoming_post LEFT JOIN LATERAL (
        SELECT id, is_bot FROM campaigns_author
        WHERE campaign_id = %(campaign)s AND network = %(network)s AND native_id = incoming_post.author
        OFFSET 0) AS author ON true
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
        OR coalesce(excluded.favorites <> post.favorites, excluded.favorites IS NOT NULL AND post.favorites IS NULL)
        OR coalesce(excluded.reposts <> post.reposts, excluded.reposts IS NOT NULL AND post.reposts IS NULL)
        OR coalesce(excluded.replies <> post.replies, excluded.replies IS NOT NULL AND post.replies IS NULL)
        OR excluded.is_sensitive AND NOT post.is_sensitive
        OR excluded.favorites IS NOT NULL AND excluded.is_sensitive <> post.is_sensitive)
"""  # noqa: S608 - column names are constants

# Deleted on the network is deleted here: the row keeps its identity and loses what it said.
_GONE = """
    UPDATE campaigns_post AS post SET deleted_at = %(now)s, text = '', refresh_due_at = NULL
    WHERE post.campaign_id = %(campaign)s AND post.network = %(network)s AND post.uri = ANY(%(uris)s)
        AND post.deleted_at IS NULL
"""


def record_posts(
    ledger: Ledger,
    listener: Listener,
    network: str,
    feed_id: int | None,
    posts: Sequence[PostSeen],
    *,
    now: datetime,
) -> Changed:
    """Upsert the posts, distinct by uri, with their authors."""
    incoming.copy(posts, now)
    parameters = _where(listener, network) | {"feed": feed_id, "now": now}
    parameters |= _author_arrays(posts)
    change_authors(ledger, _AUTHORS, parameters)
    _settle_roles(ledger, parameters)
    return change_posts(ledger, _POSTS, parameters)


def _settle_roles(ledger: Ledger, parameters: dict[str, Any]) -> None:
    """Let the earlier posts of this batch's bots, and of who is or was the company, take the right role."""
    bots = {
        native_id for native_id, is_bot in zip(parameters["ids"], parameters["bots"], strict=True) if is_bot
    }
    former = {native_id for (native_id,) in rows(_FORMER_COMPANY, parameters)}
    odd = (bots | former | set(parameters["company"])).intersection(parameters["ids"])
    if odd:
        change_posts(ledger, _ROLES, parameters | {"ids": sorted(odd)})


def mark_gone(ledger: Ledger, listener: Listener, network: str, uris: Sequence[str], now: datetime) -> int:
    """Mark posts as deleted. Returns how many of them were here, alive."""
    changed = change_posts(ledger, _GONE, _where(listener, network) | {"uris": list(uris), "now": now})
    return changed.rows


def _where(listener: Listener, network: str) -> dict[str, Any]:
    return {
        "organization": listener.organization_id,
        "campaign": listener.campaign_id,
        "network": network,
        "company": sorted(listener.company_ids),
    }


def _author_arrays(posts: Sequence[PostSeen]) -> dict[str, Any]:
    """The posts' authors, each once and as told last, column by column."""
    authors = {incoming.author_id(post): post.author for post in posts}
    return {
        "ids": list(authors),
        "handles": [storable(author.handle)[:200] for author in authors.values()],
        "urls": [incoming.web_address(author.url) for author in authors.values()],
        "followers": [incoming.count(author.followers) for author in authors.values()],
        "bots": [author.is_bot for author in authors.values()],
    }
