"""What a source says that the campaign does not: comparisons, and their words. Within the organization's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.authoring.errors import why_not_editable
from campaigns.authoring.event_facts import IMAGE, KEPT_IN_STEP, MOMENTS, Plain, from_plain, of_campaign
from campaigns.authoring.picture.queries import may_come_from_event
from campaigns.enums import Language
from campaigns.models import Campaign, EventSource
from candyplatform.base.errors import Text

NOTHING = "-"


@dataclass(frozen=True)
class Change:
    """One fact that the source tells otherwise, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Offer:
    """What the source tells otherwise now. It can be taken over into a draft, told as news on a public page, or left.

    `wait` says what to do first where neither is possible; "" else.
    """

    host: str
    changes: Sequence[Change]
    can_take: bool
    can_tell: bool
    wait: Text


def host_of(source: EventSource) -> str:
    """Whom it was read from, as people call it."""
    return urlsplit(source.url).hostname or source.url


def news_in(source: EventSource, campaign: Campaign) -> Plain:
    """The facts that the source tells otherwise than when somebody last looked, and otherwise than the campaign. A picture is one
    as long as the campaign may take it: it is nothing to tell as news.

    In the order in which they are told: the database keeps another one.
    """
    own, said = of_campaign(campaign), source.said
    news = {
        name: said[name]
        for name in KEPT_IN_STEP
        if name in said and source.known and said[name] not in (source.known.get(name), own.get(name))
    }
    if IMAGE in news and not may_come_from_event(campaign, news[IMAGE]):
        del news[IMAGE]
    return news


def offer_of(source: EventSource, campaign: Campaign) -> Offer | None:
    """What is offered; None when all is in step."""
    news = news_in(source, campaign)
    if not news or campaign.closed_at:
        return None
    can_tell = campaign.is_public
    return Offer(
        host_of(source),
        [_change(name, value, campaign) for name, value in news.items()],
        can_take=campaign.is_editable,
        can_tell=can_tell,
        wait="" if can_tell else why_not_editable(campaign),
    )


def update_texts(source: EventSource, campaign: Campaign) -> dict[str, str]:
    """The same as news for supporters, in each of the campaign's languages."""
    news, names = news_in(source, campaign), source.said.get("event_names") or {}
    zone = news.get("time_zone") or campaign.time_zone
    texts = {}
    for code in campaign.languages:
        with translation.override(code):
            told = {
                name: names.get(code, value) if name == "event_name" else value
                for name, value in news.items()
            }
            sentences = (_sentence(name, value, zone) for name, value in told.items())
            texts[code] = " ".join(sentence for sentence in sentences if sentence)
    return texts


def _sentence(name: str, value: Any, zone: str) -> str:
    told = {"told": in_words(name, value, zone)}
    if name == "event_name":
        return _("The event is now called %(told)s.") % told
    if name == "event_place":
        return _("The event now takes place here: %(told)s.") % told
    if name == "event_starts_at":
        return _("The event now starts on %(told)s.") % told
    return _("The event now ends on %(told)s.") % told if name == "event_ends_at" else ""


def _change(name: str, value: Any, campaign: Campaign) -> Change:
    zone = campaign.time_zone
    return Change(
        _label(name),
        in_words(name, of_campaign(campaign).get(name, ""), zone),
        in_words(name, value, zone),
    )


def _label(name: str) -> str:
    if name == IMAGE:
        return _("Picture")
    field: Any = Campaign._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def in_words(name: str, value: Any, zone: str) -> str:
    """A fact as people read it."""
    if name in MOMENTS:
        moment: datetime | None = from_plain({name: value})[name]
        return _wall(moment, zone) if moment else NOTHING
    if name == IMAGE:
        return _("another one, from %(host)s") % {"host": urlsplit(value).hostname} if value else NOTHING
    if name == "event_names":
        return ", ".join(f"{text} ({Language(code).label})" for code, text in value.items()) or NOTHING
    return str(value).replace("_", " ") if name == "time_zone" else str(value) or NOTHING


def _wall(moment: datetime, zone: str) -> str:
    return date_format(moment.astimezone(ZoneInfo(zone)), pgettext("date format", "j F Y, H:i"))
