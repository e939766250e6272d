"""A campaign's page as its template takes it: every text in the running language, every number as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.templatetags.look import web_address
from accounts.templatetags.words import duration
from campaigns.answers.queries import response_time
from campaigns.enums import CampaignState
from campaigns.listening.connectors import connectors
from campaigns.models import Answer, Campaign, Post
from campaigns.models.campaign import POSTS_KEPT
from campaigns.pages import wording
from campaigns.pages.around import part_url
from campaigns.pages.composer import Composer
from campaigns.pages.embeds.head import Head, head_of
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
from campaigns.pages.pictures import picture_path
from campaigns.pages.queries import Found, UpdateRow, place_of
from campaigns.pages.stations import Station, stations, what_is_next
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
class Picture:
    """The event's picture, the room that it takes, and what is to be seen, in the language that this is written in."""

    url: str
    width: int
    height: int
    alt: str
    language: str

    @property
    def shape(self) -> str:
        """`tall` is one that would fill a screen if it were as wide as the page."""
        return "tall" if self.height > self.width else "wide"


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
class UpdateView:
    """News of the organizer, in the language that it is written in."""

    html: SafeString
    language: str
    said_at: datetime


@dataclass(frozen=True)
class Wall:
    """The newest friendly posts, and where they come from (`live_url`, with `mark`), go on, and are taken off; "" for nowhere.

    `kept_days`: for how long the campaign's posts were kept, 0 while they are.
    """

    posts: Sequence[Post]
    live_url: str
    mark: str
    more_url: str
    off_url: str
    kept_days: int


@dataclass(frozen=True)
class Alternate:
    """The page in another language, for search engines."""

    language: str
    url: str


@dataclass(frozen=True)
class Addresses:
    """The page's own addresses: `page` is passed on, `short` on paper, `canonical` is kept by search engines, `report` is for who
    finds something wrong with it."""

    page: str
    short: str
    canonical: str
    alternates: Sequence[Alternate]
    report: str


@dataclass(frozen=True)
class Poster:
    """The whole context of `campaigns/pages/campaign.html`. `head` is told to machines; None on a page that is not for them."""

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
    zone_name: str
    event: Event | None
    picture: Picture | None
    company: Company
    starts_at: datetime | None
    deadline: datetime | None
    closed_at: datetime | None
    composer: Composer | None
    stations: Sequence[Station]
    next_text: str
    updates: Sequence[UpdateView]
    numbers: Sequence[Number]
    measured: str
    clock: Sequence[ClockBar]
    wall: Wall
    answers: Sequence[AnswerView]
    answered_after: str
    coverage: Sequence[CoverageLine]
    addresses: Addresses
    live_url: str
    head: Head | None


def poster(found: Found, *, say: Composer | None, asked_language: str, now: datetime) -> Poster:
    """The poster of a campaign. `say` is what there is to say now, `asked_language` what the address says, "" for nothing."""
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
        zone_name=wording.place_of_zone(campaign.time_zone),
        event=_event(campaign),
        picture=_picture(found),
        company=_company(found),
        starts_at=campaign.starts_at,
        deadline=campaign.deadline,
        closed_at=campaign.closed_at,
        composer=say,
        stations=stations(campaign, found.answers),
        next_text=what_is_next(campaign, found.answers),
        updates=[_update(campaign, row) for row in found.updates],
        numbers=tiles(heard) if has_begun and (heard.is_measured or not has_ended) else (),
        measured=measured(lines),
        clock=clock_bars(heard.clock, company=found.campaign.company, now=now) if has_begun else (),
        wall=_wall(found),
        answers=[_answer(campaign, answer) for answer in found.answers],
        answered_after=duration(heard.clock.first),
        coverage=lines if has_begun else (),
        addresses=_addresses(campaign, asked_language),
        live_url=part_url(campaign, "campaign_live") if campaign.is_listening or not has_begun else "",
        head=head_of(campaign, heard, found.hashtags, picture=_picture_path(found)),
    )


def _wall(found: Found) -> Wall:
    campaign, posts = found.campaign, found.wall
    return Wall(
        posts=posts,
        live_url=part_url(campaign, "campaign_wall") if campaign.is_listening else "",
        mark=wall_mark(posts),
        more_url=more_url(campaign, posts[-1]) if found.has_more_posts else "",
        off_url=part_url(campaign, "campaign_off") if posts else "",
        kept_days=POSTS_KEPT.days if campaign.posts_erased_at else 0,
    )


def _event(campaign: Campaign) -> Event | None:
    if not campaign.event_title:
        return None
    zone = ZoneInfo(campaign.time_zone)
    dates = wording.days(campaign.event_starts_at, campaign.event_ends_at, zone)
    return Event(campaign.event_title, campaign.event_place, dates, web_address(campaign.event_url))


def _picture_path(found: Found) -> str:
    return picture_path(found.campaign, found.picture.digest) if found.picture else ""


def _picture(found: Found) -> Picture | None:
    row, campaign = found.picture, found.campaign
    if row is None:
        return None
    said = campaign.in_language(dict(row.alt))
    return Picture(
        url=_picture_path(found),
        width=row.width,
        height=row.height,
        alt=said or _("Picture of %(event)s") % {"event": campaign.event_title or campaign},
        language=language_of_text(row.alt, campaign.languages) if said else "",
    )


def _company(found: Found) -> Company:
    handles = (found.handles[network] for network in connectors() if network in found.handles)
    first = next(handles, "")
    return Company(found.campaign.company_name, f"@{first}" if first else "")


def _addresses(campaign: Campaign, asked_language: str) -> Addresses:
    page = campaign.page_url
    return Addresses(
        page=page,
        short=campaign.short_url,
        canonical=f"{page}?lang={asked_language}" if asked_language in campaign.languages else page,
        alternates=[Alternate(code, f"{page}?lang={code}") for code in campaign.languages],
        report=part_url(campaign, "campaign_report"),
    )


def more_url(campaign: Campaign, last: Post) -> str:
    """Where the wall goes on after a post."""
    return f"{part_url(campaign, 'campaign_posts')}&before={place_of(last)}"


def _update(campaign: Campaign, row: UpdateRow) -> UpdateView:
    text = campaign.in_language(dict(row.text))
    return UpdateView(markdown.render(text), language_of_text(row.text, campaign.languages), row.said_at)


def _answer(campaign: Campaign, answer: Answer) -> AnswerView:
    return AnswerView(
        kind=answer.kind,
        kind_label=answer.get_kind_display(),
        text=answer.text or (answer.post.text if answer.post else ""),
        took=duration(response_time(campaign, answer.said_at)),
        promised_for=answer.promised_for,
        evidence_url=web_address(answer.evidence_url or (answer.post.url if answer.post else "")),
    )
