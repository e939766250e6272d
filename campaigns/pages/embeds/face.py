"""The face of a campaign: the little that every embed, picture and poster shows of it, in the running language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from accounts.scope import public_scope
from accounts.templatetags.look import tone
from accounts.templatetags.words import duration
from campaigns.enums import CampaignState, Channel, SamplePurpose
from campaigns.gathering.queries import gathering_of
from campaigns.models import Campaign
from campaigns.pages.languages import language_of_text
from campaigns.pages.numbers import counts, tiles
from campaigns.pages.purpose import purpose_of
from campaigns.pages.queries import Heard, heard_of, published
from campaigns.pages.short_links import short_link
from candyplatform.base import clock


@dataclass(frozen=True)
class Count:
    """A number, for machines and as it is shown."""

    key: str
    label: str
    value: str
    count: int


@dataclass(frozen=True)
class Face:
    """What is shown of a campaign everywhere. `language` is that of our words, `wish_language` that of the organizer's.

    `headline` is the wish while it asks, a thank you once there is something to thank for: then `wish` tells what for.
    `numbers` is empty while nothing is measured. It `is_resting` while the company has heard enough. `moment` is the one that counts now: its start, deadline, answer or end.
    """

    organization: str
    slug: str
    state: str
    tone: str
    is_thanks: bool
    is_resting: bool
    language: str
    title: str
    headline: str
    headline_language: str
    wish: str
    wish_language: str
    kicker: str
    company: str
    moment: str
    moment_at: datetime | None
    numbers: Sequence[Count]
    hashtags: Sequence[str]
    action: str
    page_url: str
    short_url: str

    @property
    def url(self) -> str:
        """The page in this language."""
        return f"{self.page_url}?lang={self.language}"

    @property
    def join_url(self) -> str:
        """The page in this language, for who comes from another site: counted as such."""
        return f"{short_link(self.short_url, Channel.EMBED)}?lang={self.language}"


def face_at(organization: str, slug: str) -> Face:
    """The face of the public campaign at that address. Raises `Http404`. Six queries."""
    with public_scope():
        campaign = published(organization, slug)
        if campaign is None:
            raise Http404
        return face_with_numbers(campaign)


def face_with_numbers(campaign: Campaign) -> Face:
    """The face of a campaign in a scope that may see it. Five queries."""
    hashtags = campaign.hashtags.order_by("position", "id").values_list("text", flat=True)
    rest = gathering_of(campaign, now=clock.now()).rest
    return face_of(campaign, heard_of(campaign), tuple(hashtags), is_resting=rest is not None)


def face_of(campaign: Campaign, heard: Heard, hashtags: Sequence[str], *, is_resting: bool) -> Face:
    """The face of a public campaign of which this was heard."""
    is_thanks = purpose_of(campaign) == SamplePurpose.THANK
    company = campaign.company_name
    language = get_language() or settings.LANGUAGE_CODE
    wish = campaign.in_language(campaign.wish)
    wish_language = language_of_text(campaign.wish, campaign.languages)
    thanks = _("Thank you, %(company)s") % {"company": company}
    moment, moment_at = _moment(campaign, heard)
    return Face(
        organization=campaign.organization.slug,
        slug=campaign.slug,
        state=campaign.state,
        tone=tone(campaign.outcome or campaign.state),
        is_thanks=is_thanks,
        is_resting=is_resting,
        language=language,
        title=campaign.in_language(campaign.title),
        headline=thanks if is_thanks else wish,
        headline_language=language if is_thanks else wish_language,
        wish=wish,
        wish_language=wish_language,
        kicker=_kicker(campaign, company),
        company=company,
        moment=moment,
        moment_at=moment_at,
        numbers=_numbers(campaign, heard),
        hashtags=hashtags,
        action=_("See how it goes") if is_resting else _action(campaign),
        page_url=campaign.page_url,
        short_url=campaign.short_url,
    )


def _kicker(campaign: Campaign, company: str) -> str:
    """Who asks whom, and how far that is."""
    names = {"event": campaign.event_title or campaign.organization.name, "company": company}
    if campaign.state == CampaignState.SCHEDULED:
        return _("%(event)s will soon ask %(company)s") % names
    if campaign.state == CampaignState.LIVE:
        return _("%(event)s asks %(company)s") % names
    if campaign.state == CampaignState.ANSWERED:
        return _("%(company)s has answered %(event)s") % names
    if purpose_of(campaign) == SamplePurpose.THANK:
        return _("%(company)s has helped %(event)s") % names
    return _("%(event)s asked %(company)s") % names


def _moment(campaign: Campaign, heard: Heard) -> tuple[str, datetime | None]:
    """The moment that counts now, in the campaign's time zone."""
    zone = ZoneInfo(campaign.time_zone)
    if campaign.state == CampaignState.SCHEDULED and campaign.starts_at:
        return _("from %(moment)s") % {"moment": _told(campaign.starts_at, zone)}, campaign.starts_at
    if campaign.state == CampaignState.LIVE and campaign.deadline:
        return _("by %(moment)s") % {"moment": _told(campaign.deadline, zone)}, campaign.deadline
    if campaign.state == CampaignState.ANSWERED and heard.clock.first is not None:
        return _("answered after %(time)s") % {"time": duration(heard.clock.first)}, campaign.answered_at
    if campaign.state == CampaignState.CLOSED and campaign.closed_at:
        day = date_format(campaign.closed_at.astimezone(zone), pgettext("date format", "j F Y"))
        return _("ended on %(day)s") % {"day": day}, campaign.closed_at
    return "", None


def _told(moment: datetime, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), pgettext("date format", "l, j F, H:i"))


def _numbers(campaign: Campaign, heard: Heard) -> tuple[Count, ...]:
    if campaign.state == CampaignState.SCHEDULED or not heard.is_measured:
        return ()
    counted = counts(heard)
    return tuple(Count(tile.key, tile.label, tile.value, counted[tile.key]) for tile in tiles(heard))


def _action(campaign: Campaign) -> str:
    """What the button says: what one does on the page that it opens."""
    purpose = purpose_of(campaign)
    if purpose == SamplePurpose.ASK:
        return _("Say please")
    if purpose == SamplePurpose.THANK:
        return _("Say thank you")
    if campaign.state == CampaignState.SCHEDULED:
        return _("See what it is about")
    return _("See how it ended")
