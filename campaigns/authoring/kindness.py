"""What the kindness check says of a campaign's own texts: warnings to the organizer and to staff, never a refusal."""

from collections.abc import Iterator
from dataclasses import dataclass

from campaigns.models import Campaign
from campaigns.moderation.flags import Flag
from campaigns.moderation.kindness import assess


@dataclass(frozen=True)
class TextWarning:
    """A place in one of the campaign's texts that a person should look at. `field` is the form's field."""

    field: str
    language: str
    flag: Flag


def warnings_of(campaign: Campaign) -> list[TextWarning]:
    """Everything the rules flag in title, wish, story and sample posts. Within the scope."""
    return [
        TextWarning(field, language, flag)
        for field, language, text in _texts(campaign)
        for flag in assess(text, language).flags
    ]


def _texts(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    for name in ("title", "wish", "story"):
        for language, text in getattr(campaign, name).items():
            yield f"{name}_{language}", language, text
    for sample in campaign.sample_posts.all():
        yield "sample_posts", sample.language, sample.text
