"""What the public pages read, all in `public_scope`: a campaign with everything its page shows, and the running ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import OrganizationLogo
from campaigns.answers.queries import ResponseClock, confirmed, response_clock
from campaigns.listening.coverage import Coverage, coverage_of
from campaigns.listening.queries import Totals, together, totals_by_network, wall_posts
from campaigns.models import (
    Answer,
    Campaign,
    CompanyAccount,
    FeedSubscription,
    Hashtag,
    HourlyMetric,
    Post,
    SamplePost,
    Update,
)
from campaigns.models.event_picture import picture_row
from campaigns.models.metric import POSTS

WALL_SIZE = 6
WALL_PAGE = 30
HOME_SIZE = 20


@dataclass(frozen=True)
class SampleRow:
    """A sample post as it was written."""

    id: int
    language: str
    purpose: str
    text: str


@dataclass(frozen=True)
class UpdateRow:
    """What the organizer told: a language map of Markdown, and when."""

    text: Mapping[str, str]
    said_at: datetime


@dataclass(frozen=True)
class PictureRow:
    """The picture of the event: by which digest it is found, how large it is, and what is to be seen, as a language map."""

    digest: str
    width: int
    height: int
    alt: Mapping[str, str]


@dataclass(frozen=True)
class Heard:
    """What was heard of a campaign, and where nothing could be heard."""

    by_network: Mapping[str, Totals]
    coverage: Sequence[Coverage]
    clock: ResponseClock

    @property
    def is_measured(self) -> bool:
        """Whether any network was heard at all: only then is a zero a zero.

        When a campaign is closed its feeds go; then only what they brought tells that there were any.
        """
        return any(line.heard_at for line in self.coverage) or self.totals.posts > 0

    @property
    def totals(self) -> Totals:
        """All networks together; people are counted on each network by itself."""
        return together(self.by_network.values())


@dataclass(frozen=True)
class Found:
    """Everything a campaign's page is made from."""

    campaign: Campaign
    hashtags: tuple[str, ...]
    handles: Mapping[str, str]
    samples: Sequence[SampleRow]
    heard: Heard
    wall: Sequence[Post]
    has_more_posts: bool
    answers: Sequence[Answer]
    updates: Sequence[UpdateRow]
    logo_digest: str
    picture: PictureRow | None


def published(organization: str, slug: str) -> Campaign | None:
    """The public campaign at that address; None when there is none, or none that is public."""
    return _at(organization, slug).first()


def page_of(organization: str, slug: str) -> Found | None:
    """The public campaign at that address with all that its page shows. Six queries."""
    return _found(_at(organization, slug))


def wall_page(campaign: Campaign, before: str) -> tuple[list[Post], str]:
    """The wall's posts that are older than the place `before` ("" for the newest), and the place where they end, "" at the end."""
    posts = list(wall_posts(campaign.id, limit=WALL_PAGE + 1, before=_place(before)))
    shown = posts[:WALL_PAGE]
    return shown, place_of(shown[-1]) if len(posts) > WALL_PAGE else ""


def place_of(post: Post) -> str:
    """Where a post stands on the wall, as it stands in an address."""
    return f"{int(post.posted_at.timestamp() * 1_000_000)}-{post.pk}"


def _place(text: str) -> tuple[datetime, int] | None:
    moment, _, post = text.partition("-")
    if not (moment.isascii() and moment.isdigit() and post.isascii() and post.isdigit()):
        return None
    try:
        return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(moment[:18])), int(post[:18])
    except OverflowError:
        return None


def page_to_be(campaigns: QuerySet[Campaign]) -> Found | None:
    """The first of these with all that its page will show, whatever its state, in a scope that may see it."""
    return _found(campaigns.select_related("organization", "company"))


def _found(campaigns: QuerySet[Campaign]) -> Found | None:
    found = campaigns.annotate(
        logo_digest=_logo_digest(),
        picture_row=picture_row(),
        hashtag_texts=_values(Hashtag.objects.order_by("position", "id"), "text"),
        handle_rows=ArraySubquery(
            CompanyAccount.objects.filter(company_id=OuterRef("company_id")).values(
                row=JSONObject(network="network", handle="handle")
            )
        ),
        sample_rows=_values(
            SamplePost.objects.order_by("position", "id"),
            id="id",
            language="language",
            purpose="purpose",
            text="text",
        ),
        update_rows=_values(Update.objects.order_by("-said_at", "-id"), text="text", said_at="said_at"),
    )
    campaign: Any = found.first()
    if campaign is None:
        return None
    wall = list(wall_posts(campaign.id, limit=WALL_SIZE + 1))
    return Found(
        campaign=campaign,
        hashtags=tuple(campaign.hashtag_texts),
        handles={row["network"]: row["handle"] for row in campaign.handle_rows},
        samples=[SampleRow(**row) for row in campaign.sample_rows],
        heard=heard_of(campaign),
        wall=wall[:WALL_SIZE],
        has_more_posts=len(wall) > WALL_SIZE,
        answers=list(confirmed(campaign.id)),
        updates=[
            UpdateRow(row["text"], datetime.fromisoformat(row["said_at"])) for row in campaign.update_rows
        ],
        logo_digest=campaign.logo_digest or "",
        picture=PictureRow(**campaign.picture_row) if campaign.picture_row else None,
    )


def heard_of(campaign: Campaign) -> Heard:
    """The numbers of a campaign and their coverage. Three queries."""
    return Heard(totals_by_network(campaign.id), coverage_of(campaign.id), response_clock(campaign))


def running() -> Sequence[Campaign]:
    """The campaigns that ask or thank just now, newest first, each with `posts` (None: nothing was heard yet). One query."""
    posts = HourlyMetric.objects.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    heard = FeedSubscription.objects.filter(campaign=OuterRef("pk"), feed__heard_at__isnull=False)
    found = Campaign.objects.listening().annotate(
        posts_heard=Coalesce(Subquery(posts.annotate(total=Sum(POSTS)).values("total")), 0),
        is_heard=Exists(heard),
        logo_digest=_logo_digest(),
    )
    return list(found.select_related("organization", "company").order_by("-live_at")[:HOME_SIZE])


def _at(organization: str, slug: str) -> QuerySet[Campaign]:
    found = Campaign.objects.public().filter(slug=slug, organization__slug=organization)
    return found.select_related("organization", "company")


def _logo_digest() -> Subquery:
    """Names the logo of the campaign's organization; null without one."""
    return Subquery(
        OrganizationLogo.objects.filter(organization=OuterRef("organization")).values("digest")[:1]
    )


def _values(rows: QuerySet[Any], field: str = "", **fields: str) -> ArraySubquery:
    mine = rows.filter(campaign=OuterRef("pk"))
    return ArraySubquery(mine.values(field) if field else mine.values(row=JSONObject(**fields)))
