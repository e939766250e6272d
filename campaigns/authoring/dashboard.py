"""What the dashboard shows, in regions that move by themselves: each is rendered alone and known by its hash."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access import Desk
from accounts.roles import Permission
from accounts.templatetags.words import duration
from campaigns.answers import queries as answers
from campaigns.authoring.in_step.queries import following_of
from campaigns.authoring.ladder import ladder_of
from campaigns.authoring.picture.queries import standing_of
from campaigns.authoring.queries import review_of
from campaigns.authoring.steps import next_step
from campaigns.drawing.charts import hourly_chart
from campaigns.drawing.ticks import number
from campaigns.enums import CampaignState
from campaigns.listening import queries as heard
from campaigns.listening.connectors import connectors
from campaigns.listening.coverage import Coverage, coverage_of
from campaigns.listening.spending import Meter, meters
from campaigns.models import Campaign, Post
from campaigns.models.campaign import POSTS_KEPT
from campaigns.models.feed import FeedStatus

# What has buttons beside texts waits with moving while somebody is at it.
WAITING = frozenset({"event", "answers", "posts"})
REGIONS = ("step", "event", "numbers", "ladder", "coverage", "answers", "posts")
RECENT, TOP, FLAGGED = 9, 6, 9
MILLIONTHS = 1_000_000


@dataclass(frozen=True)
class Region:
    """One part of the page: its name, its HTML and the hash of that. `waits` while somebody is at it."""

    name: str
    html: SafeString
    hash: str
    waits: bool


@dataclass(frozen=True)
class NetworkLine:
    """How one network is heard, for the page; `gaps` are stretches of the campaign that are missing.

    `spent` and `budget` are today's, of all the organization's campaigns, in US dollars; None where listening is free.
    """

    network: str
    label: str
    status: str
    status_label: str
    reason: str
    heard_at: datetime | None
    gaps: Sequence[tuple[datetime, datetime]]
    spent: Decimal | None
    budget: Decimal | None


def regions_of(request: HttpRequest, desk: Desk, campaign: Campaign, *, now: datetime) -> list[Region]:
    """Every region of the campaign's dashboard, rendered for this reader. Within the scope."""
    context = {"desk": desk, "organization": desk.organization, **_content(desk, campaign, now)}
    return [_region(request, name, context) for name in REGIONS]


def etag_of(regions: Sequence[Region]) -> str:
    """The entity tag of all that is shown."""
    return f'"{_hash("".join(region.hash for region in regions))}"'


def _region(request: HttpRequest, name: str, context: Mapping[str, Any]) -> Region:
    html = render_to_string(f"campaigns/authoring/live/{name}.html", dict(context), request)
    return Region(name, html, _hash(html), name in WAITING)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _content(desk: Desk, campaign: Campaign, now: datetime) -> dict[str, Any]:
    drafting = campaign.state == CampaignState.DRAFT
    review = review_of(campaign, now=now) if drafting or campaign.state == CampaignState.IN_REVIEW else None
    candidates = list(answers.candidates(campaign.id))
    content = {
        "campaign": campaign,
        "review": review,
        "candidates": candidates,
        "following": following_of(campaign),
        "standing": standing_of(campaign),
        "step": next_step(
            campaign,
            ready=bool(review and review.is_ready),
            candidates=len(candidates),
            may_edit=desk.may(Permission.EDIT_CAMPAIGNS),
            now=now,
        ),
    }
    return content if drafting else content | _heard(campaign, now)


def _heard(campaign: Campaign, now: datetime) -> dict[str, Any]:
    confirmed = list(answers.confirmed(campaign.id))
    costs = meters(connectors().values(), now=now)
    return {
        "totals": heard.totals(campaign.id),
        "ladder": ladder_of(campaign),
        "coverage": [
            _line(campaign, coverage, costs.get(coverage.network)) for coverage in coverage_of(campaign.id)
        ],
        "confirmed": confirmed,
        **_clock(campaign, now),
        "chart": _chart(campaign, answered_at=confirmed[0].said_at if confirmed else None),
        "top": list(heard.top_posts(campaign.id, limit=TOP)),
        "flagged": list(heard.posts_to_look_at(campaign.id, limit=FLAGGED)),
        "recent": _recent(campaign),
        "posts_kept": POSTS_KEPT,
    }


def _line(campaign: Campaign, coverage: Coverage, meter: Meter | None) -> NetworkLine:
    status = FeedStatus.INTERRUPTED if coverage.partly else FeedStatus(coverage.status)
    label = _("Partly measured") if coverage.partly else str(status.label)
    return NetworkLine(
        coverage.network,
        coverage.label,
        status.value,
        label,
        str(coverage.reason),
        coverage.heard_at,
        [gap for gap in coverage.gaps if campaign.live_at and gap[1] > campaign.live_at],
        Decimal(meter.spent) / MILLIONTHS if meter else None,
        Decimal(meter.budget) / MILLIONTHS if meter else None,
    )


def _clock(campaign: Campaign, now: datetime) -> dict[str, Any]:
    clock = answers.response_clock(campaign)
    return {"clock": clock, "elapsed": duration(clock.elapsed(now))}


def _chart(campaign: Campaign, *, answered_at: datetime | None) -> dict[str, Any]:
    points = heard.posts_by_hour(heard.hourly_series(campaign.id))
    zone = ZoneInfo(campaign.time_zone)
    title = _("Posts per hour")
    told_hours = [(_hour(hour.astimezone(zone)), number(posts)) for hour, posts in points if posts]
    picture = hourly_chart(points, title=title, answered_at=answered_at, time_zone=campaign.time_zone)
    table = {"title": title, "head": [_("Hour"), _("Posts")], "rows": told_hours, "hide_title": True}
    return {"id": "hours", "title": title, "note": campaign.time_zone, "picture": picture, "table": table}


def _hour(moment: datetime) -> str:
    return date_format(moment, pgettext("date format", "j F Y, H:i"))


def _recent(campaign: Campaign) -> Sequence[Post]:
    posts = Post.objects.filter(campaign=campaign, deleted_at=None).select_related("author")
    return list(posts.order_by("-posted_at", "-id")[:RECENT])
