"""Counting all over again: whether the numbers by hour are what the posts say, and mending them where they are not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.scope import organization_scope, staff_scope
from campaigns.enums import CampaignState
from campaigns.listening.rollup import NUMBERS, rows, turn
from campaigns.models import Campaign


@dataclass(frozen=True)
class Difference:
    """A number that is not what a recount says. `hour` is its beginning (UTC), `name` one of `rollup.NUMBERS`."""

    network: str
    hour: datetime
    name: str
    stored: int
    counted: int


@dataclass(frozen=True)
class Counted:
    """A campaign whose numbers can be compared with its posts."""

    id: UUID
    organization_id: UUID
    name: str


def recountable_campaigns() -> list[Counted]:
    """Every campaign whose posts are all still here. The one place that says which those are."""
    with staff_scope():
        campaigns = Campaign.objects.exclude(state=CampaignState.DRAFT).order_by("live_at", "id")
        found = campaigns.filter(live_at__isnull=False, posts_erased_at=None).values_list(
            "id", "organization_id", "organization__slug", "slug"
        )
        return [
            Counted(campaign, organization, f"{tenant}/{slug}")
            for campaign, organization, tenant, slug in found
        ]


_COUNTED = """
    WITH living AS (
        SELECT network, author_id, date_trunc('hour', posted_at, 'UTC') AS hour, posted_at, favorites, reposts, replies, kindness
        FROM campaigns_post WHERE campaign_id = %(campaign)s AND role = 'supporter' AND deleted_at IS NULL
    ), of_posts AS (
        SELECT network, hour, count(*) AS posts, coalesce(sum(favorites), 0) AS favorites,
            coalesce(sum(reposts), 0) AS reposts, coalesce(sum(replies), 0) AS replies,
            count(*) FILTER (WHERE kindness <> 'unchecked') AS checked, count(*) FILTER (WHERE kindness = 'friendly') AS friendly
        FROM living GROUP BY 1, 2
    ), firsts AS (
        SELECT author_id, min(posted_at) AS first FROM living GROUP BY 1
    ), of_authors AS (
        SELECT author.network, date_trunc('hour', first, 'UTC') AS hour, count(*) AS new_authors,
            coalesce(sum(author.followers), 0) AS reach
        FROM firsts JOIN campaigns_author AS author ON author.id = firsts.author_id GROUP BY 1, 2
    ), counted AS (
        SELECT network, hour, coalesce(posts, 0) AS posts, coalesce(new_authors, 0) AS new_authors,
            coalesce(favorites, 0) AS favorites, coalesce(reposts, 0) AS reposts, coalesce(replies, 0) AS replies,
            coalesce(checked, 0) AS checked, coalesce(friendly, 0) AS friendly, coalesce(reach, 0) AS reach
        FROM of_posts FULL JOIN of_authors USING (network, hour)
    ), stored AS (
        SELECT * FROM campaigns_hourlymetric WHERE campaign_id = %(campaign)s
    )
"""
_STORED = ", ".join(f"coalesce(stored.{name}, 0)" for name in NUMBERS)
_RECOUNTED = ", ".join(f"coalesce(counted.{name}, 0)" for name in NUMBERS)
_COMPARED = f"""{_COUNTED}
    SELECT network, hour, ARRAY[{_STORED}]::bigint[], ARRAY[{_RECOUNTED}]::bigint[]
    FROM counted FULL JOIN stored USING (network, hour)
    WHERE ({_STORED}) IS DISTINCT FROM ({_RECOUNTED})
    ORDER BY hour, network
"""  # noqa: S608 - the constants' own names
_MENDED = f"""{_COUNTED}
    INSERT INTO campaigns_hourlymetric AS metric (organization_id, campaign_id, network, hour, {", ".join(NUMBERS)})
    SELECT %(organization)s, %(campaign)s, network, hour, {_RECOUNTED}
    FROM counted FULL JOIN stored USING (network, hour)
    ON CONFLICT (campaign_id, network, hour) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in NUMBERS)}
    RETURNING 1
"""  # noqa: S608 - the constants' own names
_SETTLED = """
    UPDATE campaigns_author AS author SET first_posted_at = living.first
    FROM (
        SELECT author.id, min(post.posted_at) AS first FROM campaigns_author AS author
        LEFT JOIN campaigns_post AS post
            ON post.author_id = author.id AND post.role = 'supporter' AND post.deleted_at IS NULL
        WHERE author.campaign_id = %(campaign)s GROUP BY 1) AS living
    WHERE author.id = living.id AND author.first_posted_at IS DISTINCT FROM living.first
    RETURNING 1
"""


def differences(campaign: Counted) -> list[Difference]:
    """What is stored otherwise than the posts say. One statement sees one moment, so nobody needs to wait."""
    with organization_scope(campaign.organization_id):
        compared = rows(_COMPARED, {"campaign": campaign.id})
    return [
        Difference(network, hour, *numbers)
        for network, hour, stored, counted in compared
        for numbers in zip(NUMBERS, stored, counted, strict=True)
        if numbers[1] != numbers[2]
    ]


def mend(campaign: Counted) -> None:
    """Store what a recount says. Whoever writes the campaign's posts waits meanwhile."""
    parameters: dict[str, Any] = {"campaign": campaign.id, "organization": campaign.organization_id}
    with turn(campaign.organization_id, campaign.id):
        # Not as a batch is: this reads whole tables, and is planned for as many rows as this campaign has.
        rows("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)", {})
        rows(_SETTLED, parameters)
        rows(_MENDED, parameters)
