"""A campaign's page as its template takes it: every text in the running language, every number as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.templatetags.look import web_address
from accounts.templatetags.words import duration
from campaigns.answers.queries import response_time
from campaigns.enums import CampaignState, SamplePurpose
from campaigns.listening.connectors import connectors
from campaigns.models import Answer, Campaign, Post
from campaigns.models.campaign import POSTS_KEPT
from campaigns.pages import shares, wording
from campaigns.pages.embeds.head import Head, head_of
from campaigns.pages.invitation import invitation
from campaigns.pages.languages import language_of_text
from campaigns.pages.logos import logo_url
from campaigns.pages.numbers import (
    ClockBar,
    CoverageLine,
    Number,
    clock_bars,
    coverage_lines,
    measured,
    tiles,
)
from campaigns.pages.purpose import purpose_of
from campaigns.pages.queries import Found
from campaigns.pages.wall import wall_mark
from candyplatform.base import markdown


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
class Say:
    """What supporters may say now: a sentence to start from, None when there is nothing to say, and `more` of them."""

    sample: shares.Sample | None
    more: Sequence[shares.Sample]
    language: str
    frame: shares.Frame

    @property
    def hashtag_line(self) -> str:
        """What is added behind each sentence."""
        return " ".join(f"#{tag}" for tag in self.frame.hashtags)


@dataclass(frozen=True)
class Alternate:
    """The page in another language, for search engines."""

    language: str
    url: str


@dataclass(frozen=True)
class Addresses:
    """The page's own addresses: `page` is passed on, `canonical` is the one that search engines keep."""

    page: str
    canonical: str
    alternates: Sequence[Alternate]


@dataclass(frozen=True)
class Poster:
    """The whole context of `campaigns/pages/campaign.html`. `kept_days`: for how long its posts were kept, 0 while they are.

    `head`: what is told to machines; None on a page that is not there for them.
    """

    state: str
    state_label: str
    outcome: str
    outcome_label: str
    language: str
    title: str
    wish: str
    story_html: SafeString
    organization: str
    logo_url: str
    time_zone: str
    event: Event | None
    company: Company
    starts_at: datetime | None
    deadline: datetime | None
    closed_at: datetime | None
    say: Say
    numbers: Sequence[Number]
    measured: str
    clock: Sequence[ClockBar]
    wall: Sequence[Post]
    wall_url: str
    wall_mark: str
    kept_days: int
    answers: Sequence[AnswerView]
    answered_after: str
    coverage: Sequence[CoverageLine]
    addresses: Addresses
    live_url: str
    head: Head | None


def poster(found: Found, *, wanted_sample: str, asked_language: str, now: datetime) -> Poster:
    """The poster of a campaign. `wanted_sample` and `asked_language` are what the address says, "" when it says nothing."""
    campaign, heard = found.campaign, found.heard
    has_begun = campaign.state != CampaignState.SCHEDULED
    has_ended = campaign.state == CampaignState.CLOSED
    lines = coverage_lines(heard, has_ended=has_ended)
    return Poster(
        state=campaign.state,
        state_label=campaign.get_state_display(),
        outcome=campaign.outcome,
        outcome_label=campaign.get_outcome_display() if campaign.outcome else "",
        language=language_of_text(campaign.wish, campaign.languages),
        title=campaign.in_language(campaign.title),
        wish=campaign.in_language(campaign.wish),
        story_html=markdown.render(campaign.in_language(campaign.story)),
        organization=campaign.organization.name,
        logo_url=logo_url(campaign.organization.slug, found.logo_digest),
        time_zone=campaign.time_zone,
        event=_event(campaign),
        company=_company(found),
        starts_at=campaign.starts_at,
        deadline=campaign.deadline,
        closed_at=campaign.closed_at,
        say=_say(found, wanted_sample, now),
        numbers=tiles(heard) if has_begun and (heard.is_measured or not has_ended) else (),
        measured=measured(lines),
        clock=clock_bars(heard.clock, company=found.campaign.company, now=now) if has_begun else (),
        wall=found.wall,
        wall_url=_part_url(campaign, "campaign_wall") if campaign.is_listening else "",
        wall_mark=wall_mark(found.wall),
        kept_days=POSTS_KEPT.days if campaign.posts_erased_at else 0,
        answers=[_answer(campaign, answer) for answer in found.answers],
        answered_after=duration(heard.clock.first),
        coverage=lines if has_begun else (),
        addresses=_addresses(campaign, asked_language),
        live_url=_part_url(campaign, "campaign_live") if campaign.is_listening or not has_begun else "",
        head=head_of(campaign, heard, found.hashtags),
    )


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


def _addresses(campaign: Campaign, asked_language: str) -> Addresses:
    page = campaign.page_url
    return Addresses(
        page=page,
        canonical=f"{page}?lang={asked_language}" if asked_language in campaign.languages else page,
        alternates=[Alternate(code, f"{page}?lang={code}") for code in campaign.languages],
    )


def _say(found: Found, wanted: str, now: datetime) -> Say:
    """The sentence behind the big buttons, and the others in their order."""
    campaign, purpose = found.campaign, purpose_of(found.campaign)
    frame = shares.Frame(
        company=campaign.company.name if campaign.company else "",
        hashtags=found.hashtags,
        url=campaign.page_url,
        handles=found.handles,
        mail_url=invitation(campaign, purpose),
    )
    language = _sample_language(found, purpose)
    if not purpose:
        return Say(None, (), language, frame)
    ready = shares.samples(_texts(found, purpose), frame)
    first = shares.chosen(len(ready), wanted, key=str(campaign.id), now=now)
    return Say(ready[first], [*ready[first + 1 :], *ready[:first]], language, frame)


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
    return AnswerView(
        kind=answer.kind,
        kind_label=answer.get_kind_display(),
        text=answer.text or (answer.post.text if answer.post else ""),
        took=duration(response_time(campaign, answer.said_at)),
        promised_for=answer.promised_for,
        evidence_url=web_address(answer.evidence_url or (answer.post.url if answer.post else "")),
    )
