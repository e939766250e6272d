"""A campaign's numbers, gathered for its resource."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from api.campaigns.queries import one
from campaigns.answers.queries import response_clock
from campaigns.authoring.ladder import Steps, steps_of
from campaigns.listening.coverage import Coverage, coverage_of_many
from campaigns.listening.queries import (
    DayPoint,
    HourPoint,
    Totals,
    daily_series,
    hourly_series,
    together,
    totals_of_many,
)
from campaigns.models import Campaign


@dataclass(frozen=True)
class NetworkNumbers:
    """One network's coverage and numbers. `totals` is None where nothing was ever measured: that is not zero."""

    coverage: Coverage
    totals: Totals | None


@dataclass(frozen=True)
class Standing:
    """A campaign's numbers since its start. `totals` is the sum over the measured networks."""

    totals: Totals
    networks: list[NetworkNumbers]


def standings(campaign_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """How these campaigns stand: two queries, however many they are. Within their scope."""
    counted, covered = totals_of_many(campaign_ids), coverage_of_many(campaign_ids)
    return {
        campaign_id: _standing(counted.get(campaign_id, {}), coverages)
        for campaign_id, coverages in covered.items()
    }


def _standing(by_network: dict[str, Totals], coverages: list[Coverage]) -> Standing:
    return Standing(together(by_network.values()), [_numbers(coverage, by_network) for coverage in coverages])


@dataclass(frozen=True)
class Metrics:
    """A campaign's numbers, looked up when they are told."""

    campaign: Campaign
    cut: Mapping[str, Any]

    @cached_property
    def standing(self) -> Standing:
        """Since its start."""
        return standings([self.campaign.id])[self.campaign.id]

    @property
    def steps(self) -> Steps:
        """How far supporters went."""
        return steps_of(self.campaign.id)

    @property
    def response_seconds(self) -> int | None:
        """From going live to the first answer."""
        first = response_clock(self.campaign).first
        return None if first is None else int(first.total_seconds())

    @property
    def series(self) -> list[HourPoint]:
        """The part that was asked for."""
        return hourly_series(self.campaign.id, **self.cut)


def metrics_of(campaign_id: UUID, parameters: dict[str, Any]) -> Metrics:
    """The campaign's numbers, with the part of the series that is asked for. Within its scope. Raises `NoCampaign`."""
    return Metrics(one(Campaign.objects.only("id", "live_at", "state"), campaign_id), _cut(parameters))


@dataclass(frozen=True)
class Days:
    """A campaign's numbers by day, as its own clocks count them."""

    campaign: Campaign
    days: list[DayPoint]


def days_of(campaign_id: UUID, parameters: dict[str, Any]) -> Days:
    """The campaign's days, those that are asked for. Within its scope. Raises `NoCampaign`."""
    campaign = one(Campaign.objects.only("id", "time_zone"), campaign_id)
    return Days(campaign, daily_series(campaign.id, time_zone=campaign.time_zone, **_cut(parameters)))


def _cut(parameters: dict[str, Any]) -> dict[str, Any]:
    """Which part of a series the parameters ask for."""
    return {name: parameters[name] for name in ("since", "until", "network") if name in parameters}


def _numbers(coverage: Coverage, by_network: dict[str, Totals]) -> NetworkNumbers:
    return NetworkNumbers(
        coverage, by_network.get(coverage.network) or (Totals() if coverage.is_measured else None)
    )
