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
from accounts.scope import organization_scope
from campaigns.digests.content import Content, gather, previous_totals, told_something_new
from campaigns.digests.rendering import render
from campaigns.digests.unsubscribing import link_for
from campaigns.models import Digest
from candyplatform.base import clock, work


def compose(job: work.Job) -> datetime | None:
    """Write the digest down as a mail, once: its numbers, its mail and the mail's work appear in one transaction.

    A worker killed before the commit leaves nothing behind, one killed after it leaves the finished mail.
    """
    if job.organization_id is None:
        raise ValueError("digest.compose is an organization's work: put it with its organization_id.")
    with organization_scope(job.organization_id):
        waiting = Digest.objects.filter(id=int(job.key), composed_at=None).select_for_update(of=("self",))
        digest = waiting.select_related(
            "campaign__company", "campaign__organization", "membership__user"
        ).first()
        if digest is not None:
            _compose(digest, clock.now())
    return None


def _compose(digest: Digest, now: datetime) -> None:
    user = digest.membership.user
    with translation.override(user.language):
        content = gather(digest)
        digest.mail_id = _queue(content, now) if _is_worth_a_mail(content) else None
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
