"""Noticing the company's answers, and what people then make of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import PLATFORM, Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.answers.queries import confirmed
from campaigns.enums import AnswerKind, AnswerStatus, CampaignState
from campaigns.models import Answer, Campaign
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from candyplatform.base.errors import Conflict, DomainError, Invalid, NotFound, Text
from candyplatform.base.work import Job

_is_web_address = URLValidator(schemes=["http", "https"])


class DecidedMeanwhile(Conflict):
    """The answer was confirmed or dismissed between reading and writing."""

    code = "decided_meanwhile"
    message = _("Somebody else decided about this answer a moment ago. Load the page again and look at it.")


class NotLiveYet(DomainError):  # noqa: N818
    """There is no start yet from which an answer could be counted."""

    code = "not_live_yet"
    message = _("This campaign has not been live yet. Write the answer down once it is.")


def notice(job: Job) -> None:
    """Due work `answers.notice`: what the company posted becomes answer candidates.

    `job.key` is the campaign's id. A post becomes one candidate, however often it is noticed. A candidate's words follow
    its post's edits; the words of a post that was deleted are gone, the link to it stays.
    """
    campaign_id, now = UUID(job.key), clock.now()
    with organization_scope(job.organization):
        _follow_posts(campaign_id)
        for answer in Answer.objects.filter(id__in=_insert_candidates(campaign_id, now)).order_by("id"):
            _journal("answer.detected", answer, PLATFORM, now)


def confirm(
    *, answer: Answer, kind: str, promised_for: date | None = None, actor: Actor, now: datetime
) -> Answer:
    """Confirm a candidate (or one that was dismissed) as the company's answer of this `AnswerKind`.

    `promised_for` belongs to a promise, where the company named a date. The first confirmed answer turns a live campaign
    from asking to thanking. Raises `Invalid`, and `DecidedMeanwhile` when somebody else was faster.
    """
    actor.require(Permission.DECIDE_ANSWERS)
    _require_kind(kind, promised_for)
    with organization_scope(answer.organization_id):
        campaign = _locked(answer.campaign_id)
        if answer.status == AnswerStatus.CONFIRMED:
            raise DecidedMeanwhile
        _require_promise_after(answer.said_at, promised_for, campaign)
        changes = {"kind": kind, "promised_for": promised_for}
        decided = _decide(answer, AnswerStatus.CONFIRMED, actor, now, **changes)
        _journal("answer.confirmed", decided, actor, now)
        _turn_to_thanks(campaign, actor, now)
        return decided


def dismiss(*, answer: Answer, actor: Actor, now: datetime) -> Answer:
    """The candidate is no answer, only something the company posted. Raises `DecidedMeanwhile`."""
    actor.require(Permission.DECIDE_ANSWERS)
    with organization_scope(answer.organization_id):
        if answer.status != AnswerStatus.CANDIDATE:
            raise DecidedMeanwhile
        dismissed = _decide(answer, AnswerStatus.DISMISSED, actor, now)
        _journal("answer.dismissed", dismissed, actor, now)
        return dismissed


def correct(
    *, answer: Answer, kind: str, promised_for: date | None = None, actor: Actor, now: datetime
) -> Answer:
    """Say of a confirmed answer that it amounts to something else; when it was said and confirmed stays.

    Raises `Invalid`, and `DecidedMeanwhile` when it is not a confirmed answer (any more).
    """
    actor.require(Permission.DECIDE_ANSWERS)
    _require_kind(kind, promised_for)
    with organization_scope(answer.organization_id):
        before = _confirmed(answer)
        if (before.kind, before.promised_for) == (kind, promised_for):
            return before
        _require_promise_after(before.said_at, promised_for, before.campaign)
        Answer.objects.filter(id=before.id).update(kind=kind, promised_for=promised_for)
        corrected = Answer.objects.get(id=before.id)
        _journal("answer.corrected", corrected, actor, now, before=before.kind)
        return corrected


def take_back(*, answer: Answer, actor: Actor, now: datetime) -> Answer:
    """A confirmed answer was none after all: it is dismissed. The last one's campaign goes from thanking back to asking.

    Raises `DecidedMeanwhile` when it is not a confirmed answer (any more).
    """
    actor.require(Permission.DECIDE_ANSWERS)
    with organization_scope(answer.organization_id):
        before = _confirmed(answer)
        dismissed = _decide(before, AnswerStatus.DISMISSED, actor, now, kind="", promised_for=None)
        _journal("answer.taken_back", dismissed, actor, now, before=before.kind)
        campaign = _locked(answer.campaign_id)
        if campaign.state == CampaignState.ANSWERED and not confirmed(campaign.id).exists():
            transitions.reopen(campaign=campaign, actor=actor, now=now)
        return dismissed


def record(
    *,
    campaign: Campaign,
    kind: str,
    said_at: datetime,
    text: str = "",
    evidence_url: str = "",
    promised_for: date | None = None,
    actor: Actor,
    now: datetime,
) -> Answer:
    """Write down an answer that came by phone, by mail or anywhere the platform does not listen; it is confirmed at once.

    `text` are the company's words, `evidence_url` a page that shows them; one of the two is needed. Raises `Invalid`,
    and `NotLiveYet` before the campaign's start.
    """
    actor.require(Permission.DECIDE_ANSWERS)
    _require_kind(kind, promised_for)
    _require_evidence(said_at, text, evidence_url, now)
    with organization_scope(campaign.organization_id):
        here = _locked(campaign.id)
        _require_after_start(here, said_at)
        _require_promise_after(said_at, promised_for, here)
        answer = Answer.objects.create(
            organization_id=here.organization_id,
            campaign=here,
            status=AnswerStatus.CONFIRMED,
            kind=kind,
            said_at=said_at,
            text=text.strip(),
            evidence_url=evidence_url,
            promised_for=promised_for,
            decided_by_id=actor.user_id,
            decided_at=now,
            noticed_at=now,
        )
        _journal("answer.confirmed", answer, actor, now)
        _turn_to_thanks(here, actor, now)
        return answer


def _insert_candidates(campaign_id: UUID, now: datetime) -> list[int]:
    """A candidate for each of the company's living posts that has none. Returns the new ones' ids."""
    sql = """
        INSERT INTO campaigns_answer
            (organization_id, campaign_id, post_id, status, kind, said_at, text, evidence_url, noticed_at)
        SELECT organization_id, campaign_id, id, 'candidate', '', posted_at, text, url, %s
        FROM campaigns_post AS post
        WHERE campaign_id = %s AND role = 'company' AND deleted_at IS NULL
            AND NOT EXISTS (SELECT FROM campaigns_answer AS known WHERE known.post_id = post.id)
        ORDER BY posted_at, id
        ON CONFLICT (campaign_id, post_id) DO NOTHING
        RETURNING id
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [now, campaign_id])
        return [row[0] for row in cursor.fetchall()]


def _follow_posts(campaign_id: UUID) -> None:
    sql = """
        UPDATE campaigns_answer AS answer SET text = post.text
        FROM campaigns_post AS post
        WHERE answer.campaign_id = %s AND post.id = answer.post_id AND answer.text <> post.text
            AND (post.deleted_at IS NOT NULL OR answer.status = 'candidate')
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [campaign_id])


def _locked(campaign_id: UUID) -> Campaign:
    """The campaign as it is now; whoever decides about another of its answers waits until this transaction ends."""
    campaign = Campaign.objects.select_for_update(of=("self",)).filter(id=campaign_id).first()
    if campaign is None:
        raise NotFound
    return campaign


def _confirmed(answer: Answer) -> Answer:
    """The confirmed answer as it is now; nobody else decides about the campaign's answers until this transaction ends."""
    _locked(answer.campaign_id)
    found = Answer.objects.filter(id=answer.id, status=AnswerStatus.CONFIRMED).first()
    if found is None:
        raise DecidedMeanwhile
    return found


def _decide(answer: Answer, status: AnswerStatus, actor: Actor, now: datetime, **changes: Any) -> Answer:
    """Set the status if it is still the one that the caller saw."""
    seen = Answer.objects.filter(id=answer.id, status=answer.status)
    if not seen.update(status=status, decided_by_id=actor.user_id, decided_at=now, **changes):
        raise DecidedMeanwhile
    return Answer.objects.get(id=answer.id)


def _turn_to_thanks(campaign: Campaign, actor: Actor, now: datetime) -> None:
    if campaign.state == CampaignState.LIVE:
        transitions.mark_answered(campaign=campaign, actor=actor, now=now)


def _require_kind(kind: str, promised_for: date | None) -> None:
    if kind not in AnswerKind.values:
        raise Invalid(fields={"kind": [_("Choose what the answer amounts to.")]})
    if promised_for and kind != AnswerKind.PROMISED:
        raise Invalid(
            fields={"promised_for": [_("A date belongs to a promise. Choose Promised, or leave it empty.")]}
        )


def _require_promise_after(said_at: datetime, promised_for: date | None, campaign: Campaign) -> None:
    if promised_for and promised_for < said_at.astimezone(ZoneInfo(campaign.time_zone)).date():
        raise Invalid(
            fields={
                "promised_for": [_("This day had passed when the company said it. Say which day it named.")]
            }
        )


def _require_after_start(campaign: Campaign, said_at: datetime) -> None:
    if campaign.live_at is None:
        raise NotLiveYet
    # People say it to the minute.
    if said_at < campaign.live_at.replace(second=0, microsecond=0):
        raise Invalid(
            fields={
                "said_at": [_("This is before the campaign went live. Say when the company answered it.")]
            }
        )


def _require_evidence(said_at: datetime, text: str, evidence_url: str, now: datetime) -> None:
    wrong: dict[str, list[Text]] = {}
    if said_at > now:
        wrong["said_at"] = [_("This is in the future. Say when the company answered.")]
    if not text.strip() and not evidence_url:
        wrong["text"] = [_("Write down what the company said, or give a link that shows it.")]
    try:
        if evidence_url:
            _is_web_address(evidence_url)
    except ValidationError:
        wrong["evidence_url"] = [_("Give the whole address, like https://example.org.")]
    if wrong:
        raise Invalid(fields=wrong)


def _journal(verb: str, answer: Answer, actor: Actor, now: datetime, **more: Any) -> None:
    details: dict[str, Any] = {"answer": answer.id, "said_at": answer.said_at.isoformat(), **more}
    if answer.kind:
        details["kind"] = answer.kind
    journal.append(
        verb=verb,
        subject=answer.campaign_id,
        organization_id=answer.organization_id,
        actor=actor,
        now=now,
        details=details,
    )
