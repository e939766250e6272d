"""Numbers by hour, always equal to a recount from the posts, for as long as those are kept.

A batch says which hours and authors it touched; those hours are counted again, in the same transaction. Once a campaign's
posts are being erased (`posts_erased_at`) nothing is counted any more: the numbers stay what they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass
class Touched:
    """What a batch touched on one network of one campaign: beginnings of hours (UTC), and authors' row ids."""

    campaign_id: UUID
    network: str
    hours: set[datetime] = field(default_factory=set)
    authors: set[int] = field(default_factory=set)

    def add(self, posted_at: datetime, author_id: int) -> None:
        """A post of this moment and author was inserted, changed or deleted."""
        self.hours.add(hour_of(posted_at))
        self.authors.add(author_id)


def hour_of(moment: datetime) -> datetime:
    """The beginning of the moment's hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def recount(organization_id: UUID, touched: Touched) -> None:
    """Count the touched hours again. Within the organization's scope, one transaction at a time for the campaign."""
    if not touched.authors:
        return
    _settle_authors(touched)
    _recount_hours(organization_id, touched)


def _settle_authors(touched: Touched) -> None:
    """Set when each touched author first posted; an author who moves to another hour touches both."""
    sql = """
        UPDATE campaigns_author AS author SET first_posted_at = living.first
        FROM (
            SELECT id AS author_id, (
                SELECT min(posted_at) FROM campaigns_post
                WHERE author_id = wanted.id AND deleted_at IS NULL AND role = 'supporter') AS first
            FROM unnest(%s::bigint[]) AS wanted (id)) AS living
        WHERE author.id = living.author_id AND author.first_posted_at IS DISTINCT FROM living.first
        RETURNING old.first_posted_at, new.first_posted_at
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [sorted(touched.authors)])
        moments = [moment for row in cursor.fetchall() for moment in row if moment]
    touched.hours.update(hour_of(moment) for moment in moments)


_RECOUNT = """
    INSERT INTO campaigns_hourlymetric AS metric
        (organization_id, campaign_id, network, hour, posts, new_authors, favorites, reposts, replies)
    SELECT %(organization)s, %(campaign)s, %(network)s, touched.hour,
        counted.posts, fresh.authors, counted.favorites, counted.reposts, counted.replies
    FROM unnest(%(hours)s::timestamptz[]) AS touched (hour)
    CROSS JOIN LATERAL (
        SELECT count(*) AS posts, coalesce(sum(favorites), 0) AS favorites, coalesce(sum(reposts), 0) AS reposts,
            coalesce(sum(replies), 0) AS replies
        FROM campaigns_post
        WHERE campaign_id = %(campaign)s AND network = %(network)s AND role = 'supporter' AND deleted_at IS NULL
            AND posted_at >= touched.hour AND posted_at < touched.hour + interval '1 hour') AS counted
    CROSS JOIN LATERAL (
        SELECT count(*) AS authors FROM campaigns_author
        WHERE campaign_id = %(campaign)s AND network = %(network)s
            AND first_posted_at >= touched.hour AND first_posted_at < touched.hour + interval '1 hour') AS fresh
    WHERE EXISTS (SELECT FROM campaigns_campaign WHERE id = %(campaign)s AND posts_erased_at IS NULL)
    ON CONFLICT (campaign_id, network, hour) DO UPDATE SET
        posts = greatest(excluded.posts, metric.counted), new_authors = excluded.new_authors, favorites = excluded.favorites,
        reposts = excluded.reposts, replies = excluded.replies
"""


_NOTE_COUNTS = """
    INSERT INTO campaigns_hourlymetric AS metric
        (organization_id, campaign_id, network, hour, posts, counted, new_authors, favorites, reposts, replies)
    SELECT %(organization)s, %(campaign)s, %(network)s, told.hour, told.posts, told.posts, 0, 0, 0, 0
    FROM unnest(%(hours)s::timestamptz[], %(counts)s::int[]) AS told (hour, posts)
    ON CONFLICT (campaign_id, network, hour) DO UPDATE SET counted = excluded.counted
    WHERE metric.counted <> excluded.counted
    RETURNING hour
"""


def note_counts(organization_id: UUID, touched: Touched, counts: Mapping[datetime, int]) -> bool:
    """Remember what the network counted, by hour, and count those hours again. Whether anything is new.

    Within the organization's scope, one transaction at a time for the campaign.
    """
    parameters: dict[str, Any] = {
        "organization": organization_id,
        "campaign": touched.campaign_id,
        "network": touched.network,
        "hours": list(counts),
        "counts": list(counts.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_COUNTS, parameters)
        touched.hours.update(hour for (hour,) in cursor.fetchall())
    if touched.hours:
        _recount_hours(organization_id, touched)
    return bool(touched.hours)


def _recount_hours(organization_id: UUID, touched: Touched) -> None:
    parameters: dict[str, Any] = {
        "organization": organization_id,
        "campaign": touched.campaign_id,
        "network": touched.network,
        "hours": sorted(touched.hours),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT, parameters)
