"""Emergencies that happen to events, with words for each: a draft to start from, never over what somebody wrote."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaigns.authoring import emergency_texts as texts
from campaigns.authoring.content import (
    SAMPLE_LIMIT,
    STORY_LIMIT,
    TITLE_LIMIT,
    WISH_LIMIT,
    LanguageMap,
    SampleText,
)
from campaigns.authoring.emergency_texts import Texts, Words
from campaigns.enums import SamplePurpose
from candyplatform.base.errors import Text


@dataclass(frozen=True)
class Emergency:
    """What is missing: its name in addresses, its name for people, its words in every language."""

    name: str
    label: Text
    words: Texts


@dataclass(frozen=True)
class Draft:
    """An emergency's words for one event: language maps, and sample posts."""

    title: LanguageMap
    wish: LanguageMap
    story: LanguageMap
    samples: Sequence[SampleText]


EMERGENCIES: Mapping[str, Emergency] = {
    emergency.name: emergency
    for emergency in (
        Emergency("internet", _("Internet line"), texts.INTERNET),
        Emergency("venue", _("Venue"), texts.VENUE),
        Emergency("power", _("Power"), texts.POWER),
        Emergency("visa", _("Visa"), texts.VISA),
        Emergency("shipping", _("Shipping"), texts.SHIPPING),
        Emergency("translation", _("Interpreting"), texts.TRANSLATION),
    )
}
# What stands for the event while it has no name, and how a company is spoken to that has one or none.
_NAMELESS = {"de": "unser Event", "en": "our event"}
_DEAR = {"de": "Liebes Team von %s", "en": "Dear team at %s"}
_DEAR_ALL = {"de": "Hallo zusammen", "en": "Hello everybody"}
_SIGN = re.compile(r"\{(event|dear)\}")


def draft_of(emergency: Emergency, *, languages: Sequence[str], event: str, company: str) -> Draft:
    """The emergency's words in these languages, about this event and to this company ("" while they have no name)."""
    spoken = {code: _filled(emergency.words[code], code, event, company) for code in languages}
    return Draft(
        title={code: words.title for code, words in spoken.items()},
        wish={code: words.wish for code, words in spoken.items()},
        story={code: words.story for code, words in spoken.items()},
        samples=[sample for code, words in spoken.items() for sample in _samples(code, words)],
    )


def _filled(words: Words, code: str, event: str, company: str) -> Words:
    dear = _DEAR[code] % company if company else _DEAR_ALL[code]

    def fill(text: str, limit: int) -> str:
        """With the event's name where that fits, else without."""
        named = _put_in(text, event=event or _NAMELESS[code], dear=dear)
        return named if len(named) <= limit else _put_in(text, event=_NAMELESS[code], dear=dear)

    return Words(
        title=fill(words.title, TITLE_LIMIT),
        wish=fill(words.wish, WISH_LIMIT),
        story=fill(words.story, STORY_LIMIT),
        asks=tuple(fill(text, SAMPLE_LIMIT) for text in words.asks),
        thanks=tuple(fill(text, SAMPLE_LIMIT) for text in words.thanks),
    )


def _put_in(text: str, **names: str) -> str:
    return _SIGN.sub(lambda sign: names[sign[1]], text)


def _samples(code: str, words: Words) -> list[SampleText]:
    asks = [SampleText(code, text) for text in words.asks]
    return asks + [SampleText(code, text, SamplePurpose.THANK.value) for text in words.thanks]
