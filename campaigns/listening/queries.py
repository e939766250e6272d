"""What was heard: numbers and posts of a campaign, for pages, dashboards, digests and the API.

Called within a scope that may see the campaign. All times are UTC.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from campaigns.models import HourlyMetric, Post
from campaigns.models.post import PostQuerySet


@dataclass(frozen=True)
class Totals:
    """A campaign's numbers on the measured networks. `people` are distinct authors, each network's counted by itself."""

    posts: int = 0
    people: int = 0
    favorites: int = 0
    reposts: int = 0
    replies: int = 0

    def as_dict(self) -> dict[str, int]:
        """The numbers as plain JSON."""
        return asdict(self)


@dataclass(frozen=True)
class HourPoint:
    """One hour of one network (or of all together, `network` "")."""

    hour: datetime
    network: str
    posts: int
    new_authors: int
    favorites: int
    reposts: int
    replies: int


_SUMS = {
    "posts": Coalesce(Sum("posts"), 0),
    "people": Coalesce(Sum("new_authors"), 0),
    "favorites": Coalesce(Sum("favorites"), 0),
    "reposts": Coalesce(Sum("reposts"), 0),
    "replies": Coalesce(Sum("replies"), 0),
}


def totals(campaign_id: UUID) -> Totals:
    """The campaign's totals so far: one query, whatever the number of posts."""
    return Totals(**HourlyMetric.objects.filter(campaign_id=campaign_id).aggregate(**_SUMS))


def totals_by_network(campaign_id: UUID) -> dict[str, Totals]:
    """The totals of each network that something was heard on."""
    rows = (
        HourlyMetric.objects.filter(campaign_id=campaign_id)
        .order_by()
        .values("network")
        .annotate(**_SUMS)
        .values_list("network", *_SUMS)
    )
    return {network: Totals(*numbers) for network, *numbers in rows}


def hourly_series(
    campaign_id: UUID, *, since: datetime | None = None, until: datetime | None = None, network: str = ""
) -> list[HourPoint]:
    """The hours in which something was heard, by hour and network; `until` is exclusive. Silent hours are left out."""
    rows = HourlyMetric.objects.filter(campaign_id=campaign_id).order_by("hour", "network")
    if since is not None:
        rows = rows.filter(hour__gte=since)
    if until is not None:
        rows = rows.filter(hour__lt=until)
    if network:
        rows = rows.filter(network=network)
    names = ("hour", "network", "posts", "new_authors", "favorites", "reposts", "replies")
    return [HourPoint(*row) for row in rows.values_list(*names)]


def posts_by_hour(points: Sequence[HourPoint]) -> list[tuple[datetime, int]]:
    """All networks' posts for every hour from the first to the last point, silent hours included as 0."""
    counted: dict[datetime, int] = {}
    for point in points:
        counted[point.hour] = counted.get(point.hour, 0) + point.posts
    if not counted:
        return []
    first, last = min(counted), max(counted)
    hours = int((last - first) / timedelta(hours=1))
    return [
        (hour, counted.get(hour, 0)) for hour in (first + timedelta(hours=step) for step in range(hours + 1))
    ]


def wall_posts(campaign_id: UUID, *, limit: int = 12) -> PostQuerySet:
    """The newest friendly posts that a page may show, with their authors."""
    return Post.objects.filter(campaign_id=campaign_id).wall().with_authors().order_by("-posted_at")[:limit]


def top_posts(campaign_id: UUID, *, since: datetime | None = None, limit: int = 5) -> PostQuerySet:
    """The friendly posts that moved most people: favorites, reposts and replies together."""
    posts = Post.objects.filter(campaign_id=campaign_id).wall()
    if since is not None:
        posts = posts.filter(posted_at__gte=since)
    moved = Coalesce(F("favorites"), 0) + Coalesce(F("reposts"), 0) + Coalesce(F("replies"), 0)
    order = ("-moved", "-posted_at")
    # The authors of these few alone: of a large storm, looking up everybody's takes longer than sorting the posts.
    first = posts.annotate(moved=moved).order_by(*order).values("id")[:limit]
    return Post.objects.filter(id__in=first).with_authors().annotate(moved=moved).order_by(*order)


def posts_to_look_at(campaign_id: UUID, *, limit: int = 50) -> PostQuerySet:
    """Living posts the kindness check flagged, newest first: a person decides."""
    flagged = Post.objects.filter(campaign_id=campaign_id, kindness="flagged", deleted_at=None)
    return flagged.with_authors().order_by("-posted_at")[:limit]
