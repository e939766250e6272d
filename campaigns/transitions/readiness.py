"""What a campaign still lacks before anybody else may see it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.enums import SamplePurpose
from campaigns.models import Campaign


@dataclass(frozen=True)
class Blocker:
    """One thing to mend before handing in: the field it is about, and what to do."""

    field: str
    text: str | Promise


def blockers(campaign: Campaign, *, now: datetime) -> list[Blocker]:
    """Everything that keeps the campaign from being handed in, in the order of the form. Empty when it is ready."""
    return [
        *_unfinished(campaign),
        *_missing_texts(campaign),
        *_missing_facts(campaign, now),
        *_missing_parts(campaign),
    ]


def _unfinished(campaign: Campaign) -> list[Blocker]:
    if not campaign.unfinished:
        return []
    return [Blocker("unfinished", _("Something was typed and is not saved yet. Save it, or drop it."))]


def _missing_texts(campaign: Campaign) -> list[Blocker]:
    found = []
    for language in campaign.languages:
        if not campaign.title.get(language):
            found.append(
                Blocker(f"title_{language}", _("Give the campaign a title in every language it comes in."))
            )
        if not campaign.wish.get(language):
            found.append(Blocker(f"wish_{language}", _("Write the wish in one sentence, in every language.")))
    return found


def _missing_facts(campaign: Campaign, now: datetime) -> list[Blocker]:
    found = []
    if not campaign.event_name:
        found.append(Blocker("event_name", _("Name the event you ask for.")))
    if campaign.company_id is None:
        found.append(Blocker("company", _("Say which company you ask.")))
    if campaign.deadline is None and campaign.deadline_days_before is not None:
        found.append(
            Blocker("event_starts_at", _("Say when the event starts: the deadline is counted from it."))
        )
    elif campaign.deadline is None:
        found.append(Blocker("deadline", _("Say by when you need the answer.")))
    elif campaign.deadline <= now:
        found.append(Blocker("deadline", _("The deadline has passed. Choose one in the future.")))
    elif campaign.waves.filter(starts_at__gt=campaign.deadline).exists():
        text = _("The storm hour is after the deadline. Choose a later deadline, or move the storm hour.")
        found.append(Blocker("deadline", text))
    return found


def _missing_parts(campaign: Campaign) -> list[Blocker]:
    found = []
    if not campaign.hashtags.all():
        found.append(Blocker("hashtags", _("Add at least one hashtag: it is how posts are found.")))
    languages = {row.language for row in campaign.sample_posts.all() if row.purpose == SamplePurpose.ASK}
    if not languages.issuperset(campaign.languages):
        found.append(Blocker("sample_posts", _("Write at least one sample post in every language.")))
    return found
