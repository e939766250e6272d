"""A campaign's page as its template takes it: every text in the running language, every number as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.templatetags.words import duration
from campaigns.enums import CampaignState, Outcome, SamplePurpose
from campaigns.listening.connectors import connectors
from campaigns.models import Answer, Campaign
from campaigns.pages import shares, wording
from campaigns.pages.addresses import web_address
from campaigns.pages.languages import language_of_text
from campaigns.pages.numbers import (
    ClockBar,
    CoverageLine,
    Number,
    clock_bars,
    coverage_lines,
    measured,
    tiles,
)
from campaigns.pages.queries import Found
from campaigns.pages.wall import WallPost, wall, wall_mark
from candyplatform.base import markdown

THANKED = (Outcome.FULFILLED, Outcome.PARTLY)


@dataclass(frozen=True)
class Event:
    """What the campaign is for; `dates` such as "19-21 April 2013"."""

    name: str
    place: str
    dates: str
    url: str


@dataclass(frozen=True)
class Company:
    """Who is asked. `mention` is its account on the first network that it is on, "" when it is on none."""

    name: str
    mention: str


@dataclass(frozen=True)
class AnswerView:
    """One answer of the company; `took` is the time since the start in words."""

    kind: str
    kind_label: str
    text: str
    took: str
    promised_for: date | None
    evidence_url: str


@dataclass(frozen=True)
class Alternate:
    """The page in another language, for search engines."""

    language: str
    url: str


@dataclass(frozen=True)
class Poster:
    """The whole context of `campaigns/pages/campaign.html`; docs/look.md tells it field by field."""

    state: str
    state_label: str
    outcome: str
    outcome_label: str
    language: str
    title: str
    wish: str
    story_html: SafeString
    organization: str
    time_zone: str
    event: Event | None
    company: Company
    starts_at: datetime | None
    deadline: datetime | None
    closed_at: datetime | None
    purpose: str
    sample: shares.Sample | None
    more_samples: Sequence[shares.Sample]
    sample_language: str
    hashtag_line: str
    frame: shares.Frame
    numbers: Sequence[Number]
    measured: str
    clock: Sequence[ClockBar]
    wall: Sequence[WallPost]
    wall_url: str
    wall_mark: str
    answers: Sequence[AnswerView]
    answered_after: str
    coverage: Sequence[CoverageLine]
    page_url: str
    canonical_url: str
    alternates: Sequence[Alternate]
    image_url: str
    live_url: str
    report_url: str


def poster(found: Found, *, wanted_sample: str, asked_language: str, now: datetime) -> Poster:
    """The poster of a campaign. `wanted_sample` and `asked_language` are what the address says, "" when it says nothing."""
    campaign, heard = found.campaign, found.heard
    page = campaign.page_url
    purpose = purpose_of(campaign)
    frame = shares.Frame(campaign.in_language(campaign.title), found.hashtags, page, found.handles)
    sample, others = _samples(found, purpose, frame, wanted_sample, now)
    has_begun = campaign.state != CampaignState.SCHEDULED
    has_ended = campaign.state == CampaignState.CLOSED
    lines = coverage_lines(heard, has_ended=has_ended)
    return Poster(
        state=campaign.state,
        state_label=campaign.get_state_display(),
        outcome=campaign.outcome,
        outcome_label=campaign.get_outcome_display() if campaign.outcome else "",
        language=language_of_text(campaign.wish, campaign.languages),
        title=frame.subject,
        wish=campaign.in_language(campaign.wish),
        story_html=markdown.render(campaign.in_language(campaign.story)),
        organization=campaign.organization.name,
        time_zone=campaign.time_zone,
        event=_event(campaign),
        company=_company(found),
        starts_at=campaign.starts_at,
        deadline=campaign.deadline,
        closed_at=campaign.closed_at,
        purpose=purpose,
        sample=sample,
        more_samples=others,
        sample_language=_sample_language(found, purpose),
        hashtag_line=" ".join(f"#{tag}" for tag in found.hashtags),
        frame=frame,
        numbers=tiles(heard) if has_begun and (heard.is_measured or not has_ended) else (),
        measured=measured(lines),
        clock=clock_bars(heard.clock, company=found.campaign.company, now=now) if has_begun else (),
        wall=wall(found.wall),
        wall_url=_part_url(campaign, "campaign_wall") if campaign.is_listening else "",
        wall_mark=wall_mark(found.wall),
        answers=[_answer(campaign, answer) for answer in found.answers],
        answered_after=duration(heard.clock.first),
        coverage=lines if has_begun else (),
        page_url=page,
        canonical_url=f"{page}?lang={asked_language}" if asked_language in campaign.languages else page,
        alternates=[Alternate(code, f"{page}?lang={code}") for code in campaign.languages],
        image_url="",
        live_url=_part_url(campaign, "campaign_live") if campaign.is_listening or not has_begun else "",
        report_url="",
    )


def purpose_of(campaign: Campaign) -> str:
    """What supporters are invited to say now: ask, thank, or nothing ("")."""
    if campaign.state == CampaignState.LIVE:
        return SamplePurpose.ASK
    if campaign.state == CampaignState.ANSWERED or campaign.outcome in THANKED:
        return SamplePurpose.THANK
    return ""


def _part_url(campaign: Campaign, name: str) -> str:
    """A moving part of the page; its address says the language, so that no cache mixes them up."""
    return f"{reverse(name, args=[campaign.organization.slug, campaign.slug])}?lang={get_language()}"


def _event(campaign: Campaign) -> Event | None:
    if not campaign.event_name:
        return None
    zone = ZoneInfo(campaign.time_zone)
    dates = wording.days(campaign.event_starts_at, campaign.event_ends_at, zone)
    return Event(campaign.event_name, campaign.event_place, dates, web_address(campaign.event_url))


def _company(found: Found) -> Company:
    handles = (found.handles[network] for network in connectors() if network in found.handles)
    first = next(handles, "")
    return Company(
        found.campaign.company.name if found.campaign.company else "", f"@{first}" if first else ""
    )


def _samples(
    found: Found, purpose: str, frame: shares.Frame, wanted: str, now: datetime
) -> tuple[shares.Sample | None, Sequence[shares.Sample]]:
    """The sentence behind the big buttons, and the others in their order."""
    if not purpose:
        return None, ()
    ready = shares.samples(_texts(found, purpose), frame)
    first = shares.chosen(len(ready), wanted, key=str(found.campaign.id), now=now)
    return ready[first], [*ready[first + 1 :], *ready[:first]]


def _sample_language(found: Found, purpose: str) -> str:
    """The page's language when there are sentences in it, else the campaign's first that has any."""
    wanted = get_language() or settings.LANGUAGE_CODE
    written = {row.language for row in found.samples if row.purpose == purpose}
    return next((code for code in (wanted, *found.campaign.languages) if code in written), wanted)


def _texts(found: Found, purpose: str) -> Sequence[str]:
    """The organizer's sentences; where there are none, one of ours."""
    language = _sample_language(found, purpose)
    texts = [row.text for row in found.samples if (row.purpose, row.language) == (purpose, language)]
    if texts:
        return texts
    if purpose == SamplePurpose.ASK:
        return [found.campaign.in_language(found.campaign.wish)]
    company = found.campaign.company.name if found.campaign.company else ""
    return [_("Thank you for listening, %(company)s.") % {"company": company}]


def _answer(campaign: Campaign, answer: Answer) -> AnswerView:
    took = max(answer.said_at - campaign.live_at, timedelta()) if campaign.live_at else None
    return AnswerView(
        kind=answer.kind,
        kind_label=answer.get_kind_display(),
        text=answer.text or (answer.post.text if answer.post else ""),
        took=duration(took),
        promised_for=answer.promised_for,
        evidence_url=web_address(answer.evidence_url or (answer.post.url if answer.post else "")),
    )
