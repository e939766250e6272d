"""The ladder that supporters climb, for the organizer: how many took each step, and by which ways they came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from campaigns.enums import Channel, SaidStatus, Step, Visitors
from campaigns.models import Campaign, SaidPost, StepCount


@dataclass(frozen=True)
class Steps:
    """How often each step was taken, by people. `visits` are those by short link, by channel ("" where none is known); of
    programs there are `programs`, by channel too. `said` are posts that somebody told of, `found` those of them that are there."""

    visits: Mapping[str, int]
    programs: Mapping[str, int]
    opened: int
    clicked: int
    said: int
    found: int

    @property
    def visited(self) -> int:
        """How often people came by a short link."""
        return sum(self.visits.values())


@dataclass(frozen=True)
class Rung:
    """One step and how often it was taken."""

    label: str
    count: int


@dataclass(frozen=True)
class Ladder:
    """`rungs` from the first step to the last; `ways` are visits by short link, most first. `programs` are told apart."""

    rungs: Sequence[Rung]
    ways: Sequence[Rung]
    programs: int

    @property
    def is_empty(self) -> bool:
        return not any(rung.count for rung in (*self.rungs, *self.ways))


def steps_of(campaign_id: UUID) -> Steps:
    """Two queries, within the organization's scope."""
    rows = (
        StepCount.objects.filter(campaign_id=campaign_id)
        .order_by()
        .values_list("step", "channel", "visitors")
        .annotate(total=Sum("count"))
    )
    taken = {(step, channel, visitors): total for step, channel, visitors, total in rows}
    said = SaidPost.objects.filter(campaign_id=campaign_id).aggregate(
        said=Count("id"), found=Count("id", filter=Q(status=SaidStatus.FOUND))
    )
    return Steps(
        visits=_by_channel(taken, Step.VISITED, {Visitors.PEOPLE}),
        programs=_by_channel(taken, Step.VISITED, set(Visitors) - {Visitors.PEOPLE}),
        opened=sum(_by_channel(taken, Step.OPENED, {Visitors.PEOPLE}).values()),
        clicked=sum(_by_channel(taken, Step.CLICKED, {Visitors.PEOPLE}).values()),
        **said,
    )


def ladder_of(campaign: Campaign) -> Ladder:
    """`steps_of` in words."""
    steps = steps_of(campaign.id)
    return Ladder(
        rungs=[
            Rung(str(Step.OPENED.label), steps.opened),
            Rung(str(Step.CLICKED.label), steps.clicked),
            Rung(_("Said that they posted"), steps.said),
            Rung(_("Of these, found"), steps.found),
        ],
        ways=[
            Rung(str(Channel(channel).label) if channel else _("Another way"), total)
            for channel, total in sorted(steps.visits.items(), key=lambda way: (-way[1], way[0]))
        ],
        programs=sum(steps.programs.values()),
    )


def _by_channel(taken: Mapping[tuple[str, str, str], int], wanted: Step, by: set[Visitors]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for (step, channel, visitors), total in taken.items():
        if step == wanted and visitors in by:
            counted[channel] = counted.get(channel, 0) + total
    return counted
