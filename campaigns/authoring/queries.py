"""What the organizer's lists and reviews show. Called within the organization's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from campaigns.authoring.fitting import Fit, shortened
from campaigns.authoring.stages import place_of
from campaigns.authoring.suggestions import Suggestion, suggestions_for
from campaigns.enums import AnswerStatus
from campaigns.models import Answer, Campaign, CompanyAccount, Hashtag, HourlyMetric, SamplePost
from campaigns.models.metric import POSTS
from campaigns.moderation.queries import TextFlag, review_flags
from campaigns.transitions.readiness import Blocker, blockers
from candyplatform.base.errors import NotFound, Text


@dataclass(frozen=True)
class CampaignRow:
    """A campaign in the organizer's list, with its numbers so far."""

    campaign: Campaign
    posts: int
    people: int
    candidates: int


@dataclass(frozen=True)
class SampleFit:
    """A sample post that some networks would shorten."""

    sample: SamplePost
    fits: list[Fit]


@dataclass(frozen=True)
class Point:
    """Something to look at, and where."""

    text: Text
    url: str


@dataclass(frozen=True)
class Review:
    """What to look at before handing a campaign in: what is missing keeps it back; what could be better, sounds unkind or is
    too long does not."""

    blockers: list[Point]
    suggestions: list[Point]
    flags: tuple[TextFlag, ...]
    shortened: list[SampleFit]

    @property
    def is_ready(self) -> bool:
        return not self.blockers


def campaign_rows() -> list[CampaignRow]:
    """The organization's campaigns, newest first: three queries, however many there are."""
    hours = HourlyMetric.objects.order_by().values_list("campaign_id")
    sums = hours.annotate(told=Sum(POSTS), people=Sum("new_authors"))
    numbers = {key: (posts, people) for key, posts, people in sums}
    waiting = Answer.objects.filter(status=AnswerStatus.CANDIDATE).order_by().values_list("campaign_id")
    candidates = dict(waiting.annotate(Count("id")))
    return [
        CampaignRow(campaign, *numbers.get(campaign.id, (0, 0)), candidates.get(campaign.id, 0))
        for campaign in _whole().order_by("-created_at", "slug")
    ]


def campaign_of(slug: str) -> Campaign:
    """The organization's campaign of that short name. Raises `NotFound`."""
    found = _whole().filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def campaign_to_write(slug: str) -> Campaign:
    """The same with its hashtags and sample posts, which a step shows several times over. Raises `NotFound`."""
    found = _whole().prefetch_related("hashtags", "sample_posts").filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def review_of(campaign: Campaign, *, now: datetime) -> Review:
    """What still keeps the campaign from being handed in, and what its organizer should look at again."""
    hashtags, samples = list(campaign.hashtags.all()), list(campaign.sample_posts.all())
    suggested = suggestions_for(campaign, hashtags=hashtags, samples=samples, now=now)
    return Review(
        blockers=[_point(campaign, found) for found in blockers(campaign, now=now)],
        suggestions=[_point(campaign, found) for found in suggested],
        flags=review_flags(campaign),
        shortened=_shortened(campaign, hashtags, samples),
    )


def _point(campaign: Campaign, found: Blocker | Suggestion) -> Point:
    return Point(found.text, place_of(campaign, found.field))


def _whole() -> QuerySet[Campaign]:
    return Campaign.objects.select_related("company", "organization")


def _shortened(
    campaign: Campaign, hashtags: Sequence[Hashtag], samples: Sequence[SamplePost]
) -> list[SampleFit]:
    accounts = CompanyAccount.objects.filter(company=campaign.company) if campaign.company else []
    mentions = {account.network: account.handle for account in accounts}
    tags = [tag.text for tag in hashtags]
    checked = [
        SampleFit(
            sample, shortened(text=sample.text, mentions=mentions, hashtags=tags, url=campaign.page_url)
        )
        for sample in samples
    ]
    return [sample for sample in checked if sample.fits]
