"""What would make a campaign better and keeps nobody from going live."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from campaigns.authoring.forms import name_of
from campaigns.authoring.hashtag_use import CROWDED, uses_of
from campaigns.enums import SamplePurpose
from campaigns.models import Campaign, Hashtag, SamplePost
from candyplatform.base.errors import Text

# As many sentences as keep neighbors from posting the same one.
ENOUGH_ASKS = 3
SHORT = timedelta(days=1)


@dataclass(frozen=True)
class Suggestion:
    """One thing to think about: the field it is about, and what to do."""

    field: str
    text: Text


def suggestions_for(
    campaign: Campaign, *, hashtags: list[Hashtag], samples: list[SamplePost], now: datetime
) -> list[Suggestion]:
    """Everything worth a thought, in the order of the steps. Asks no network."""
    return [
        *_of_event(campaign, now),
        *_of_wish(campaign),
        *_of_hashtags(hashtags),
        *_of_samples(campaign, samples),
    ]


def _of_event(campaign: Campaign, now: datetime) -> Iterator[Suggestion]:
    if campaign.event_starts_at is None:
        yield Suggestion(
            "event_starts_at", _("Say when the event starts: people help sooner when they know.")
        )
    if not campaign.event_place:
        yield Suggestion("event_place", _("Say where the event is."))
    if campaign.deadline and now < campaign.deadline < now + SHORT:
        yield Suggestion(
            "deadline", _("The deadline is less than a day away. Can you leave the company more time?")
        )
    last = campaign.event_ends_at or campaign.event_starts_at
    if campaign.deadline and last and campaign.deadline > last:
        yield Suggestion("deadline", _("The deadline comes after the event. Is that what you mean?"))


def _of_wish(campaign: Campaign) -> Iterator[Suggestion]:
    for code in campaign.languages:
        if not campaign.story.get(code):
            text = _("No story yet (%(language)s): two sentences on what happened make people care.")
            yield Suggestion(f"story_{code}", text % {"language": name_of(code)})


def _of_hashtags(hashtags: list[Hashtag]) -> Iterator[Suggestion]:
    uses = uses_of([tag.folded for tag in hashtags])
    for tag in hashtags:
        count = uses.get(tag.folded, 0)
        if count > CROWDED:
            text = _("%(tag)s was used %(count)s times last week: take a rarer one beside or instead of it.")
            yield Suggestion(
                "hashtags", text % {"tag": tag, "count": number_format(count, force_grouping=True)}
            )


def _of_samples(campaign: Campaign, samples: list[SamplePost]) -> Iterator[Suggestion]:
    for code in campaign.languages:
        language = {"language": name_of(code)}
        asks = sum((row.language, row.purpose) == (code, SamplePurpose.ASK) for row in samples)
        if 0 < asks < ENOUGH_ASKS:
            text = ngettext_lazy(
                "Write %(missing)d more sample post (%(language)s): networks dislike the same text from everybody.",
                "Write %(missing)d more sample posts (%(language)s): networks dislike the same text from everybody.",
                "missing",
            )
            yield Suggestion("sample_posts", text % {"missing": ENOUGH_ASKS - asks, **language})
        if not any((row.language, row.purpose) == (code, SamplePurpose.THANK) for row in samples):
            text = _("No thank-you text yet (%(language)s): it is what people post once the company answers.")
            yield Suggestion("sample_posts", text % language)
