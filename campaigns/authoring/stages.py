"""The steps of the wizard, in order, and where each field of a campaign is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from candyplatform.base.errors import Text


@dataclass(frozen=True)
class Stage:
    """One step: its name in addresses, its title, and how the names of its fields begin."""

    name: str
    title: Text
    fields: tuple[str, ...]


EVENT = Stage("event", _("Your event"), ("event_", "time_zone"))
WISH = Stage(
    "wish",
    _("Whom you ask, and for what"),
    ("title", "wish", "story", "company", "handle", "deadline", "languages"),
)
POSTS = Stage("posts", _("What people post"), ("hashtags", "sample_"))
CHECK = Stage("check", _("Look at it, and go"), ("slug", "starts_at"))
STAGES: Sequence[Stage] = (EVENT, WISH, POSTS, CHECK)


def stage_named(name: str) -> Stage | None:
    """The step of that name."""
    return next((stage for stage in STAGES if stage.name == name), None)


def stage_with(field: str) -> Stage:
    """Where a field is asked for; what is asked for nowhere is looked at in the last step."""
    return next((stage for stage in STAGES if field.startswith(stage.fields)), CHECK)


def neighbor(stage: Stage, distance: int) -> Stage:
    """The step so far before or after; at either end the step itself."""
    return STAGES[min(max(STAGES.index(stage) + distance, 0), len(STAGES) - 1)]


def stage_url(campaign: Campaign, stage: Stage) -> str:
    """The address of a campaign's step."""
    return reverse("campaign_stage", args=[campaign.organization.slug, campaign.slug, stage.name])


def place_of(campaign: Campaign, field: str) -> str:
    """Where somebody mends what is wrong with a field."""
    if field == "unfinished" and campaign.unfinished:
        return stage_url(campaign, stage_named(next(iter(campaign.unfinished))) or CHECK)
    return f"{stage_url(campaign, stage_with(field))}#id_{field}_field"
