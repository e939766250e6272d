"""What an organizer says: plain values on their way into a campaign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from campaigns.enums import SamplePurpose

LanguageMap = Mapping[str, str]

TITLE_LIMIT = 100
WISH_LIMIT = 200
STORY_LIMIT = 10_000
SAMPLE_LIMIT = 400
SAMPLES_LIMIT = 20
HASHTAGS_LIMIT = 6
DAYS_BEFORE_LIMIT = 90


class CampaignFacts(TypedDict, total=False):
    """The facts of a campaign. What is left out stays as it is (or empty, in a new one).

    `title`, `wish` and `story` are language maps over `languages`; `story` is Markdown; moments are aware. `event_names` is one of
    what the event is called in languages in which it is not called `event_name`; without that, one of them is it. With
    `deadline_days_before` the deadline is counted from the start of the event, and moves with it; a `deadline` alone ends that.
    """

    slug: str
    languages: Sequence[str]
    title: LanguageMap
    wish: LanguageMap
    story: LanguageMap
    company_id: UUID | None
    event_name: str
    event_names: LanguageMap
    event_place: str
    event_starts_at: datetime | None
    event_ends_at: datetime | None
    event_url: str
    time_zone: str
    deadline: datetime | None
    deadline_days_before: int | None
    starts_at: datetime | None


@dataclass(frozen=True)
class ExternalRef:
    """What an event is called in the tool that it comes from; unique within an organization."""

    system: str
    organizer: str
    event: str


@dataclass(frozen=True)
class SampleText:
    """A friendly text to start from, in one language; mention, hashtags and link are added when it is posted."""

    language: str
    text: str
    purpose: str = SamplePurpose.ASK.value


@dataclass(frozen=True)
class CompanyProposal:
    """A company the platform does not know yet: its name, and its own accounts by network, as people mention them."""

    name: str
    website: str = ""
    handles: Mapping[str, str] = field(default_factory=dict)
