"""A campaign's numbers, gathered for its resource."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from api.campaigns.queries import one
from campaigns.listening.coverage import Coverage, coverage_of
from campaigns.listening.queries import (
    DayPoint,
    HourPoint,
    Totals,
    daily_series,
    hourly_series,
    together,
    totals_by_network,
)
from campaigns.models import Campaign


@dataclass(frozen=True)
class NetworkNumbers:
    """One network's coverage and numbers. `totals` is None where nothing was ever measured: that is not zero."""

    coverage: Coverage
    totals: Totals | None


@dataclass(frozen=True)
class Metrics:
    """A campaign's numbers, each looked up when it is told. `totals` is the sum over the measured networks."""

    campaign: Campaign
    cut: Mapping[str, Any]

    @cached_property
    def _by_network(self) -> dict[str, Totals]:
        return totals_by_network(self.campaign.id)

    @property
    def totals(self) -> Totals:
        return together(self._by_network.values())

    @property
    def networks(self) -> list[NetworkNumbers]:
        return [_numbers(coverage, self._by_network) for coverage in coverage_of(self.campaign.id)]

    @property
    def series(self) -> list[HourPoint]:
        """The part that was asked for."""
        return hourly_series(self.campaign.id, **self.cut)


def metrics_of(campaign_id: UUID, parameters: dict[str, Any]) -> Metrics:
    """The campaign's numbers, with the part of the series that is asked for. Within its scope. Raises `NoCampaign`."""
    return Metrics(one(Campaign.objects.only("id"), campaign_id), _cut(parameters))


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
