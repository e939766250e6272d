"""What was heard: numbers and posts of a campaign, for pages, dashboards, digests and the API.

Called within a scope that may see the campaign. All times are UTC.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.db.models.functions import Coalesce, TruncDate

from campaigns.listening.connectors import connectors
from campaigns.models import HourlyMetric, Post
from campaigns.models.metric import POSTS
from campaigns.models.post import REACTIONS, PostQuerySet

COUNTED = ("posts", "people", "favorites", "reposts", "replies")


@dataclass(frozen=True)
class Totals:
    """A campaign's numbers on the measured networks. `people` are distinct authors, each network's counted by itself.

    `friendly` of the `checked` posts are so. `reach` is an estimate and is called one wherever it is shown: the followers
    of all who wrote, added up.
    """

    posts: int = 0
    people: int = 0
    favorites: int = 0
    reposts: int = 0
    replies: int = 0
    checked: int = 0
    friendly: int = 0
    reach: int = 0

    @property
    def friendly_percent(self) -> int | None:
        """How many of a hundred checked posts are friendly; None before any is checked."""
        return round(100 * self.friendly / self.checked) if self.checked else None

    def as_dict(self) -> dict[str, int]:
        """What was counted, as plain JSON: what one day is compared with another by."""
        return {name: getattr(self, name) for name in COUNTED}


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


@dataclass(frozen=True)
class DayPoint:
    """One day of one network, by the clocks of one time zone."""

    day: date
    network: str
    posts: int
    new_authors: int
    favorites: int
    reposts: int
    replies: int


def together(parts: Iterable[Totals]) -> Totals:
    """The sum of several networks' totals."""
    parts = list(parts)
    return Totals(
        **{field.name: sum(getattr(part, field.name) for part in parts) for field in fields(Totals)}
    )


_SUMS = {
    "posts": Coalesce(Sum(POSTS), 0),
    "people": Coalesce(Sum("new_authors"), 0),
    "favorites": Coalesce(Sum("favorites"), 0),
    "reposts": Coalesce(Sum("reposts"), 0),
    "replies": Coalesce(Sum("replies"), 0),
    "checked": Coalesce(Sum("checked"), 0),
    "friendly": Coalesce(Sum("friendly"), 0),
    "reach": Coalesce(Sum("reach"), 0),
}


def totals(campaign_id: UUID) -> Totals:
    """The campaign's totals so far: one query, whatever the number of posts."""
    return Totals(**HourlyMetric.objects.filter(campaign_id=campaign_id).aggregate(**_SUMS))


def totals_by_network(campaign_id: UUID) -> dict[str, Totals]:
    """The totals of each network that something was heard on."""
    return totals_of_many([campaign_id]).get(campaign_id, {})


def totals_of_many(campaign_ids: Collection[UUID]) -> dict[UUID, dict[str, Totals]]:
    """`totals_by_network` of several campaigns, those that were heard of: one query."""
    rows = (
        HourlyMetric.objects.filter(campaign_id__in=campaign_ids)
        .order_by()
        .values("campaign_id", "network")
        .annotate(**_SUMS)
        .values_list("campaign_id", "network", *_SUMS)
    )
    found: dict[UUID, dict[str, Totals]] = {}
    for campaign_id, network, *numbers in rows:
        found.setdefault(campaign_id, {})[network] = Totals(*numbers)
    return found


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
    names = ("hour", "network", "told", "new_authors", "favorites", "reposts", "replies")
    return [HourPoint(*row) for row in rows.annotate(told=POSTS).values_list(*names)]


def daily_series(
    campaign_id: UUID,
    *,
    time_zone: str,
    since: date | None = None,
    until: date | None = None,
    network: str = "",
) -> list[DayPoint]:
    """The days on which something was heard, by day and network; `until` is exclusive. An hour is of the day it begins on."""
    day = TruncDate("hour", tzinfo=ZoneInfo(time_zone))
    rows = HourlyMetric.objects.filter(campaign_id=campaign_id).order_by().annotate(day=day)
    if since is not None:
        rows = rows.filter(day__gte=since)
    if until is not None:
        rows = rows.filter(day__lt=until)
    if network:
        rows = rows.filter(network=network)
    names = ("posts", "people", "favorites", "reposts", "replies")
    sums = {f"sum_{name}": _SUMS[name] for name in names}
    found = rows.values("day", "network").annotate(**sums).order_by("day", "network")
    return [DayPoint(*row) for row in found.values_list("day", "network", *sums)]


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


def wall_posts(
    campaign_id: UUID, *, limit: int = 12, before: tuple[datetime, int] | None = None
) -> PostQuerySet:
    """The newest friendly posts that a page may show, with their authors; `before` that moment and id, if given.

    Some networks want their author to agree first, which we do not ask: their posts count and are not shown.
    """
    unasked = [name for name, connector in connectors().items() if connector.traits.needs_consent]
    posts = Post.objects.filter(campaign_id=campaign_id).exclude(network__in=unasked).wall()
    if before is not None:
        moment, post_id = before
        posts = posts.filter(posted_at__lte=moment).exclude(posted_at=moment, id__gte=post_id)
    return posts.with_authors().order_by("-posted_at", "-id")[:limit]


def top_posts(campaign_id: UUID, *, since: datetime | None = None, limit: int = 5) -> PostQuerySet:
    """The friendly posts that moved most people: favorites, reposts and replies together."""
    posts = Post.objects.filter(campaign_id=campaign_id).wall()
    if since is not None:
        posts = posts.filter(posted_at__gte=since)
    order = ("-moved", "-posted_at")
    # The authors of these few alone: of a large storm, looking up everybody's takes longer than sorting the posts.
    first = posts.annotate(moved=REACTIONS).order_by(*order).values("id")[:limit]
    return Post.objects.filter(id__in=first).with_authors().annotate(moved=REACTIONS).order_by(*order)


def posts_to_look_at(campaign_id: UUID, *, limit: int = 50) -> PostQuerySet:
    """Living posts the kindness check flagged, newest first: a person decides."""
    flagged = Post.objects.filter(campaign_id=campaign_id, kindness="flagged", deleted_at=None)
    return flagged.with_authors().order_by("-posted_at")[:limit]
