"""What a digest tells, gathered: numbers and their change, posts, answers, coverage, and the one thing to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaigns.answers import queries as answering
from campaigns.answers.queries import ResponseClock
from campaigns.digests.mornings import zone_of
from campaigns.digests.steps import Step, next_step
from campaigns.enums import AnswerKind, CampaignState
from campaigns.listening import queries as listening
from campaigns.listening.coverage import Coverage, coverage_of
from campaigns.listening.queries import Totals
from campaigns.models import Answer, Campaign, Digest, Post

MEASURES = ("posts", "people", "favorites", "reposts", "replies")
TOP_POSTS = 3


@dataclass(frozen=True)
class Content:
    """Everything one digest says. `changes` are differences to the digest before (deletions make them negative).

    `answered_at` is when the company first answered, not when somebody confirmed it.
    """

    digest: Digest
    campaign: Campaign
    totals: Totals
    changes: dict[str, int]
    by_network: dict[str, Totals]
    coverage: Sequence[Coverage]
    points: list[tuple[datetime, int]]
    top_posts: list[Post]
    new_answers: list[Answer]
    candidates: list[Answer]
    answered_at: datetime | None
    clock: ResponseClock
    step: Step
    time_zone: str
    is_first: bool

    @property
    def is_quiet(self) -> bool:
        """Nothing moved, nobody answered, it did not end, and there is nothing new to do."""
        ended = self.campaign.closed_at is not None and self.campaign.closed_at > self.digest.since
        news = any(self.changes.values()) or self.new_answers or ended
        return not news and not self.step.is_news(self.digest.until)


def gather(digest: Digest) -> Content:
    """Read everything the digest tells, within its organization's scope."""
    campaign, until = digest.campaign, digest.until
    before = previous_totals(digest)
    totals = listening.totals(campaign.id)
    changes = {name: getattr(totals, name) - before.get(name, 0) for name in MEASURES}
    confirmed, candidates = list(answering.confirmed(campaign.id)), list(answering.candidates(campaign.id))
    return Content(
        digest=digest,
        campaign=campaign,
        totals=totals,
        changes=changes,
        by_network=listening.totals_by_network(campaign.id),
        coverage=coverage_of(campaign.id),
        points=listening.posts_by_hour(listening.hourly_series(campaign.id)),
        top_posts=_top_posts(digest, is_first=not before),
        new_answers=[
            answer for answer in confirmed if (answer.decided_at or answer.noticed_at) > digest.since
        ],
        candidates=candidates,
        answered_at=confirmed[0].said_at if confirmed else None,
        clock=answering.response_clock(campaign),
        step=next_step(
            campaign,
            candidates=candidates,
            thanked_for=_to_thank_for(campaign, confirmed),
            moved=any(changes.values()),
            now=until,
        ),
        time_zone=zone_of(digest.membership.user.time_zone).key,
        is_first=not before,
    )


def previous_totals(digest: Digest) -> dict[str, int]:
    """The numbers that the digest before told; none before the first."""
    return next((before.totals for before in _before(digest)), {})


def told_something_new(digest: Digest) -> bool:
    """Whether the digest before this one told other numbers than the one before that."""
    last, earlier = [*_before(digest), None, None][:2]
    return last is not None and last.totals != (earlier.totals if earlier else _NOTHING)


_NOTHING = Totals().as_dict()


def _before(digest: Digest) -> list[Digest]:
    """The two digests before this one of the same membership and campaign, newest first."""
    mine = Digest.objects.filter(membership_id=digest.membership_id, campaign_id=digest.campaign_id)
    return list(mine.filter(until__lt=digest.until, composed_at__isnull=False).order_by("-until")[:2])


def _top_posts(digest: Digest, *, is_first: bool) -> list[Post]:
    since = None if is_first else digest.since
    return list(listening.top_posts(digest.campaign_id, since=since, limit=TOP_POSTS))


def _to_thank_for(campaign: Campaign, confirmed: list[Answer]) -> datetime | None:
    """When the latest answer was confirmed that deserves a thank you."""
    good = [answer for answer in confirmed if answer.kind != AnswerKind.DECLINED]
    if campaign.state != CampaignState.ANSWERED or not good:
        return None
    return max(answer.decided_at or answer.said_at for answer in good)
