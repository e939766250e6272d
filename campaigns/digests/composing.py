"""From a planned digest to a mail, in one transaction.

Quiet days: the first digest goes out whatever it tells, and the first silent day after a moving one is told honestly as a
quiet day. After that silence is not mailed: the row says so by having no mail, and the next digest that has something
to say tells everything since the last numbers. A step that became due (an answer to confirm, a deadline that passed) is
something to say for three days.
"""

from datetime import datetime
from uuid import UUID

from django.utils import translation

from accounts import mail
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.digests.content import Content, gather, previous_totals, told_something_new
from campaigns.digests.mornings import zone_of
from campaigns.digests.rendering import render
from campaigns.digests.unsubscribing import link_for
from campaigns.models import Campaign, Digest
from candyplatform.base import clock, work


def compose(job: work.Job) -> datetime | None:
    """Write the digest down as a mail, once: its numbers, its mail and the mail's work appear in one transaction.

    A worker killed before the commit leaves nothing behind, one killed after it leaves the finished mail.
    """
    with organization_scope(job.organization):
        waiting = Digest.objects.filter(id=int(job.key), composed_at=None).select_for_update(of=("self",))
        digest = waiting.select_related(
            "campaign__company", "campaign__organization", "membership__user"
        ).first()
        if digest is not None:
            _compose(digest, clock.now())
    return None


def compose_now(*, campaign: Campaign, now: datetime) -> list[str]:
    """Mail everybody in the organization who wants digests one of today, whatever it tells; one of today that there is
    goes. For development. Returns whom.
    """
    with organization_scope(campaign.organization_id):
        readers = Membership.objects.filter(wants_digest=True, user__is_active=True).select_related("user")
        return [_compose_again(campaign, reader, now) for reader in readers.order_by("id")]


def _compose_again(campaign: Campaign, reader: Membership, now: datetime) -> str:
    mine = Digest.objects.filter(membership=reader, campaign=campaign)
    today = now.astimezone(zone_of(reader.user.time_zone)).date()
    mine.filter(period=today).delete()
    last = mine.order_by("-until").first()
    digest = Digest.objects.create(
        organization_id=campaign.organization_id,
        membership=reader,
        campaign=campaign,
        period=today,
        since=last.until if last else campaign.live_at or now,
        until=now,
    )
    _compose(digest, now, is_forced=True)
    return reader.user.email


def _compose(digest: Digest, now: datetime, *, is_forced: bool = False) -> None:
    user = digest.membership.user
    with translation.override(user.language):
        content = gather(digest)
        digest.mail_id = _queue(content, now) if is_forced or _is_worth_a_mail(content) else None
    digest.totals = content.totals.as_dict()
    digest.composed_at = now
    digest.save(update_fields=["mail_id", "totals", "composed_at"])


def _is_worth_a_mail(content: Content) -> bool:
    digest = content.digest
    if not (digest.membership.wants_digest and digest.membership.user.is_active):
        return False
    return not content.is_quiet or not previous_totals(digest) or told_something_new(digest)


def _queue(content: Content, now: datetime) -> UUID:
    link = link_for(content.digest.membership)
    letter = render(content, unsubscribe_url=link)
    headers = {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"Candystorm digest <digest.{content.digest.organization_id}.candystorm>",
    }
    return mail.queue(
        recipient=content.digest.membership.user.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        images=letter.images,
        headers=headers,
        now=now,
    )
