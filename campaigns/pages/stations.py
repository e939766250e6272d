"""The course of a campaign as its page tells it: what was, what is, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.enums import CampaignState, Outcome
from campaigns.models import Answer, Campaign

_THANKING, _OVER = 2, 3
_HAPPY = (Outcome.FULFILLED, Outcome.PARTLY)


@dataclass(frozen=True)
class Station:
    """One stop on the way; `status` is "done", "now" or "next"."""

    label: str
    moment: datetime | None
    status: str


def stations(campaign: Campaign, answers: Sequence[Answer]) -> list[Station]:
    """The stops of a campaign, with the one where it stands now."""
    company = campaign.company_name or _("the company")
    answered = answers[0].said_at if answers else campaign.answered_at
    here = _here(campaign, is_answered=answered is not None)
    stops = [
        (_("Everybody says please"), campaign.live_at or campaign.starts_at),
        (_("%(company)s answers") % {"company": company}, answered or campaign.deadline),
        (_("We say thank you"), answered),
        (_("The outcome stands here"), campaign.closed_at),
    ]
    return [
        Station(label, moment, "done" if number < here else "now" if number == here else "next")
        for number, (label, moment) in enumerate(stops)
    ]


def what_is_next(campaign: Campaign, answers: Sequence[Answer]) -> str:
    """What comes next, in a sentence or two."""
    zone = ZoneInfo(campaign.time_zone)
    return _sentence(campaign, is_answered=bool(answers)) % {
        "company": campaign.company_name or _("the company"),
        "organization": campaign.organization.name,
        "deadline": _told(campaign.deadline, zone),
        "start": _told(campaign.starts_at, zone),
    }


def _sentence(campaign: Campaign, *, is_answered: bool) -> str:
    if campaign.state == CampaignState.SCHEDULED:
        return _("From %(start)s everybody asks together. Until then, tell those who should be there.")
    if campaign.state == CampaignState.LIVE and not campaign.deadline:
        return _("We wait for %(company)s. When it answers, this page turns from please to thank you.")
    if campaign.state == CampaignState.LIVE:
        return _(
            "We wait for %(company)s until %(deadline)s. When it answers, this page turns from please to thank you; "
            "if it does not, %(organization)s says here how it goes on."
        )
    if campaign.state == CampaignState.ANSWERED:
        return _("%(company)s has answered. What becomes of it, %(organization)s tells here.")
    return _ended(campaign, is_answered=is_answered)


def _ended(campaign: Campaign, *, is_answered: bool) -> str:
    if campaign.outcome in _HAPPY:
        return _("It worked. Thank you for being kind in public: that is how the next one works, too.")
    if is_answered:
        return _("%(company)s said no this time. Thank you for asking kindly all the same.")
    return _("No answer came this time. Thank you for asking kindly all the same.")


def _here(campaign: Campaign, *, is_answered: bool) -> int:
    if campaign.state == CampaignState.SCHEDULED:
        return -1
    if campaign.state == CampaignState.CLOSED:
        return _OVER
    return _THANKING if is_answered or campaign.state == CampaignState.ANSWERED else 1


def _told(moment: datetime | None, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), pgettext("date format", "l, j F, H:i")) if moment else ""
