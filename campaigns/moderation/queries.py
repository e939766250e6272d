"""What a reviewer and an organizer should look at before a campaign is shown to everybody."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from campaigns.moderation.flags import Flag
from campaigns.moderation.kindness import assess
from candyplatform.base.errors import Text

_LABELS = {"title": _("Title"), "wish": _("Wish"), "story": _("Story"), "sample_posts": _("Sample post")}


@dataclass(frozen=True)
class TextFlag:
    """A flag on one of a campaign's texts. `field` is its name in forms (`wish_de`, `sample_posts`), `label` its name for
    people, `language` the text's."""

    field: str
    label: Text
    language: str
    flag: Flag


def review_flags(campaign: Campaign) -> tuple[TextFlag, ...]:
    """What the kindness rules say of a campaign's texts, in the order of the form. Within a scope that sees it.

    Uses sample posts that were fetched with the campaign (`prefetch_related("sample_posts")`).
    """
    return tuple(
        TextFlag(_field(name, language), _LABELS[name], language, flag)
        for name, language, text in _texts(campaign)
        for flag in assess(text, language).flags
    )


def _texts(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    for name in ("title", "wish", "story"):
        for language in campaign.languages:
            yield name, language, getattr(campaign, name).get(language, "")
    for sample in campaign.sample_posts.all():
        yield "sample_posts", sample.language, sample.text


def _field(name: str, language: str) -> str:
    return name if name == "sample_posts" else f"{name}_{language}"
