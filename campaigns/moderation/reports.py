"""What people report about a campaign's page, and what staff decide about it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import PLATFORM, Actor
from accounts.scope import organization_scope
from campaigns.enums import ReportDecision, ReportReason
from campaigns.listening.said import post_at
from campaigns.models import Campaign, Post, Report
from campaigns.models.report import LONGEST_POST_URL, LONGEST_WORDS
from campaigns.moderation.mails import tell_decision
from campaigns.moderation.operations import hide_post
from campaigns.transitions import operations as transitions
from candyplatform.base import work
from candyplatform.base.errors import Conflict, Invalid, NotFound, Text

FORGET = "report.forget"
KEPT = timedelta(days=90)
# Nobody's words wait for ever for a decision.
LONGEST_KEPT = timedelta(days=365)
_VERBS = {
    ReportDecision.DISMISSED: "report.dismissed",
    ReportDecision.UPHELD: "report.upheld",
    ReportDecision.POST_HIDDEN: "report.post_hidden",
}
_web_address = URLValidator(schemes=["http", "https"])


class DecidedAlready(Conflict):
    """Somebody else of the staff decided about this report."""

    code = "decided_already"
    message = _("Somebody else decided about this report a moment ago. Load the page again and look at it.")


class NoSuchPost(Conflict):
    """The campaign has no post of the reported address."""

    code = "no_such_post"
    message = _(
        "The post is gone, or was never one of this campaign's. Look at the page, and decide about that."
    )


def file_report(
    *,
    campaign: Campaign,
    reason: str,
    words: str,
    language: str,
    now: datetime,
    post_url: str = "",
    address: str = "",
) -> Report:
    """Take down what somebody without an account finds wrong with a public campaign, for staff to look at.

    `address` is an e-mail address that wants to be told the decision, "" for none; `post_url` the post that it is about, if it
    is about one. The organization learns the reason, and nothing else of it. Raises `Invalid`, and `NotFound` when the
    page is not public any more.
    """
    _require_usable(reason, words, post_url)
    with organization_scope(campaign.organization_id):
        if not Campaign.objects.public().filter(id=campaign.id).exists():
            raise NotFound
        report = Report.objects.create(
            organization_id=campaign.organization_id,
            campaign=campaign,
            reason=reason,
            words=words.strip(),
            post_url=post_url,
            address=address or None,
            language=language,
            filed_at=now,
        )
        _journal("report.filed", report, PLATFORM, now)
        _forget_at(report, now + LONGEST_KEPT)
        return report


def dismiss_report(*, report: Report, grounds: str, actor: Actor, now: datetime) -> Report:
    """Staff find nothing wrong: the page stays as it is. `grounds` say why. Raises `Invalid` and `DecidedAlready`."""
    actor.require_staff()
    _require_grounds(grounds)
    with organization_scope(report.organization_id):
        return _decide(report, ReportDecision.DISMISSED, grounds, actor, now)


def uphold_report(*, report: Report, grounds: str, actor: Actor, now: datetime) -> Report:
    """Staff find the report right: its page goes off the stage, for these `grounds`, which the organizer reads too.

    A page that is off the stage already stays there. Raises `Invalid`, `DecidedAlready`, and what `suspend` raises.
    """
    actor.require_staff()
    _require_grounds(grounds)
    with organization_scope(report.organization_id):
        decided = _decide(report, ReportDecision.UPHELD, grounds, actor, now)
        if decided.campaign.is_public:
            transitions.suspend(campaign=decided.campaign, reason=grounds, actor=actor, now=now)
        return decided


def hide_reported_post(*, report: Report, grounds: str, actor: Actor, now: datetime) -> Report:
    """Staff find the report right about the post that it is about: that one is hidden, the page stays.

    Raises `Invalid`, `DecidedAlready`, and `NoSuchPost` when the campaign has no such post (any more).
    """
    actor.require_staff()
    _require_grounds(grounds)
    with organization_scope(report.organization_id):
        post = reported_post(report)
        if post is None:
            raise NoSuchPost
        decided = _decide(report, ReportDecision.POST_HIDDEN, grounds, actor, now)
        hide_post(post=post, actor=actor, now=now)
        return decided


def reported_post(report: Report) -> Post | None:
    """The post that it is about; None when it is about none, or the campaign has no such post (any more)."""
    if not report.post_url:
        return None
    with organization_scope(report.organization_id):
        return post_at(campaign_id=report.campaign_id, url=report.post_url)


def forget(job: work.Job) -> None:
    """Due work `report.forget`: the time of a report (`job.key`) is over."""
    with organization_scope(job.organization):
        Report.objects.filter(id=UUID(job.key)).delete()


def _require_usable(reason: str, words: str, post_url: str) -> None:
    fields: dict[str, list[Text]] = {}
    if reason not in ReportReason.values:
        fields["reason"] = [_("Choose what fits best.")]
    if not words.strip():
        fields["words"] = [_("Say in a sentence or two what is wrong, so that we know where to look.")]
    elif len(words) > LONGEST_WORDS:
        text = _("Please say it in %(count)d characters or fewer.") % {"count": LONGEST_WORDS}
        fields["words"] = [text]
    if post_url and not _is_web_address(post_url):
        fields["post_url"] = [_("Paste the address as your browser shows it. It begins with https://.")]
    if fields:
        raise Invalid(fields=fields)


def _is_web_address(url: str) -> bool:
    try:
        _web_address(url)
    except ValidationError:
        return False
    return len(url) <= LONGEST_POST_URL


def _require_grounds(grounds: str) -> None:
    if not grounds.strip():
        raise Invalid(fields={"grounds": [_("Say why: whoever reported it is told.")]})


def _decide(report: Report, decision: ReportDecision, grounds: str, actor: Actor, now: datetime) -> Report:
    """Note the decision, once, and tell whoever wants to know; after that nobody needs their address. Within the scope."""
    waiting = Report.objects.filter(id=report.id, decision="")
    if not waiting.update(decision=decision, grounds=grounds.strip(), decided_at=now):
        raise DecidedAlready
    decided = Report.objects.select_related("campaign__organization", "campaign__company").get(id=report.id)
    if decided.address:
        tell_decision(decided, now=now)
        Report.objects.filter(id=report.id).update(address=None)
    _journal(_VERBS[decision], decided, actor, now)
    _forget_at(decided, now + KEPT)
    return decided


def _forget_at(report: Report, due_at: datetime) -> None:
    work.put(kind=FORGET, key=report.id, due_at=due_at, organization_id=report.organization_id)


def _journal(verb: str, report: Report, actor: Actor, now: datetime) -> None:
    """The journal stays for good, and the organization reads it: it is told the reason, and no word of the report."""
    details: dict[str, Any] = {"report": str(report.id), "reason": report.reason}
    journal.append(
        verb=verb,
        subject=report.campaign_id,
        organization_id=report.organization_id,
        actor=actor,
        now=now,
        details=details,
    )
