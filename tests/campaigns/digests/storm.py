"""A candystorm to write digests of: it begins on Monday noon in Berlin, its first morning is Tuesday."""

from datetime import datetime, timedelta

import time_machine

from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.enums import AnswerKind, AnswerStatus
from campaigns.models import Answer, Campaign, Digest
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import NOW, hear, make_campaign, make_organization, make_user, post_seen
from tests.support.due_work import sweep_and_work

MORNING = NOW + timedelta(hours=20)  # Tuesday, 8:00 in Berlin
KINDS = ("digest.plan", "digest.compose")


def storm(*, language: str = "en", time_zone: str = "Europe/Berlin") -> tuple[Membership, Campaign]:
    """An organizer with a live campaign."""
    user = make_user("anna@example.org", language=language, time_zone=time_zone)
    with time_machine.travel(NOW, tick=False):
        membership = make_organization(owner=user)
        campaign = make_campaign(membership, state="live")
        work_at(NOW)
    return membership, campaign


def work_at(moment: datetime, *kinds: str) -> None:
    """Do the due work of digests (or of these kinds) as it stands at that moment."""
    with time_machine.travel(moment, tick=False):
        for _ in range(3):
            sweep_and_work(kinds=kinds or KINDS)


def hear_posts(campaign: Campaign, *numbers: int, at: datetime = NOW) -> None:
    """Friendly posts of these numbers, each a minute after the other."""
    seen = [post_seen(number, posted_at=at + timedelta(minutes=number)) for number in numbers]
    hear(campaign, *seen, kindness="friendly")


def company_says(campaign: Campaign, *, at: datetime, confirmed: bool) -> Answer:
    """The company's words, confirmed as a promise, or still to be looked at."""
    decision = {"status": AnswerStatus.CONFIRMED, "kind": AnswerKind.PROMISED, "decided_at": at}
    with organization_scope(campaign.organization_id):
        return Answer.objects.create(
            organization_id=campaign.organization_id,
            campaign=campaign,
            said_at=at,
            noticed_at=at,
            text="We are on it. Details by tomorrow - deal?",
            evidence_url="https://x.example/Telekom_hilft/1",
            **(decision if confirmed else {}),
        )


def digests(membership: Membership) -> list[Digest]:
    """The membership's digests, oldest first."""
    with organization_scope(membership.organization_id):
        return list(Digest.objects.filter(membership=membership).order_by("until"))


def due(kind: str) -> list[datetime]:
    """When work of that kind is due."""
    with transaction_settings({"app.reader": "sweeper"}):
        return list(DueWork.objects.filter(kind=kind).order_by("due_at").values_list("due_at", flat=True))
