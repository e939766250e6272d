"""How far a storm has come: 1, 10, 50, 100, 500, 1000 … posts. Each step is an entry of the journal, once."""

from uuid import UUID

from accounts import journal
from accounts.actors import PLATFORM
from accounts.models import JournalEntry
from accounts.scope import organization_scope
from campaigns.listening.queries import totals
from campaigns.models import Campaign
from candyplatform.base import clock, work

REACHED = "campaign.milestone"


def notice_milestone(job: work.Job) -> None:
    """Due work `milestone.notice`: journal the highest step that a campaign (`job.key`) has reached, if it is a new one."""
    with organization_scope(job.organization):
        # Whoever notices the same waits; who writes posts does not.
        locked = Campaign.objects.select_for_update(of=("self",), no_key=True)
        campaign = locked.filter(id=UUID(job.key)).first()
        if campaign is None or not campaign.is_listening:
            return
        step = highest_step(totals(campaign.id).posts)
        if step > _reached_before(campaign):
            journal.append(
                verb=REACHED,
                subject=campaign.id,
                organization_id=campaign.organization_id,
                actor=PLATFORM,
                now=clock.now(),
                details={"posts": step},
            )


def highest_step(posts: int) -> int:
    """The highest of 1, 10, 50, 100, 500, 1000 … that is not above `posts`; 0 where there is none."""
    power = 10 ** (len(str(posts)) - 1) if posts > 0 else 0
    return 5 * power if power > 1 and posts >= 5 * power else power


def _reached_before(campaign: Campaign) -> int:
    last = JournalEntry.objects.filter(subject=str(campaign.id), verb=REACHED).first()
    return int(last.details["posts"]) if last else 0
