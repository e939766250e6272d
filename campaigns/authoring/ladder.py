"""The ladder that supporters climb, for the organizer: how many took each step, and by which ways they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from campaigns.enums import Channel, SaidStatus, Step, Visitors
from campaigns.models import Campaign, SaidPost, StepCount


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


def ladder_of(campaign: Campaign) -> Ladder:
    """Two queries, within the organization's scope."""
    rows = list(
        StepCount.objects.filter(campaign=campaign)
        .order_by()
        .values_list("step", "channel", "visitors")
        .annotate(total=Sum("count"))
    )
    said = SaidPost.objects.filter(campaign=campaign).aggregate(
        all=Count("id"), found=Count("id", filter=Q(status=SaidStatus.FOUND))
    )
    visits = [row for row in rows if row[0] == Step.VISITED and row[2] == Visitors.PEOPLE]
    return Ladder(
        rungs=[
            Rung(str(Step.OPENED.label), _sum(rows, Step.OPENED)),
            Rung(str(Step.CLICKED.label), _sum(rows, Step.CLICKED)),
            Rung(_("Said that they posted"), said["all"]),
            Rung(_("Of these, found"), said["found"]),
        ],
        ways=[
            Rung(str(Channel(channel).label) if channel else _("Another way"), total)
            for _step, channel, _visitors, total in sorted(visits, key=lambda row: (-row[3], row[1]))
        ],
        programs=sum(row[3] for row in rows if row[0] == Step.VISITED) - sum(row[3] for row in visits),
    )


def _sum(rows: Sequence[tuple[Any, ...]], step: Step) -> int:
    return sum(row[3] for row in rows if row[0] == step and row[2] == Visitors.PEOPLE)
