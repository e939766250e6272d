"""What the organizer's lists and reviews show. Called within the organization's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from campaigns.authoring.fitting import Fit, shortened
from campaigns.enums import AnswerStatus
from campaigns.models import Answer, Campaign, CompanyAccount, HourlyMetric, SamplePost
from campaigns.models.metric import POSTS
from campaigns.moderation.queries import TextFlag, review_flags
from campaigns.transitions.readiness import Blocker, blockers
from candyplatform.base.errors import NotFound


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
class Review:
    """What to look at before handing a campaign in: what is missing, what sounds unkind, what is too long."""

    blockers: list[Blocker]
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


def review_of(campaign: Campaign, *, now: datetime) -> Review:
    """What still keeps the campaign from being handed in, and what its organizer should look at again."""
    return Review(blockers(campaign, now=now), review_flags(campaign), _shortened(campaign))


def _whole() -> QuerySet[Campaign]:
    return Campaign.objects.select_related("company", "organization")


def _shortened(campaign: Campaign) -> list[SampleFit]:
    accounts = CompanyAccount.objects.filter(company=campaign.company) if campaign.company else []
    mentions = {account.network: account.handle for account in accounts}
    tags: Sequence[str] = [tag.text for tag in campaign.hashtags.all()]
    checked = [
        SampleFit(
            sample, shortened(text=sample.text, mentions=mentions, hashtags=tags, url=campaign.page_url)
        )
        for sample in campaign.sample_posts.all()
    ]
    return [sample for sample in checked if sample.fits]
