"""A campaign's numbers, gathered for its resource."""

from dataclasses import dataclass
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
    """A campaign's numbers. `totals` is the sum over the measured networks, of the same moment as they are."""

    campaign: Campaign
    totals: Totals
    networks: list[NetworkNumbers]
    series: list[HourPoint]


def metrics_of(campaign_id: UUID, parameters: dict[str, Any]) -> Metrics:
    """The campaign's numbers, with the part of the series that is asked for. Within its scope. Raises `NoCampaign`."""
    campaign = one(Campaign.objects.only("id"), campaign_id)
    asked = {name: value for name, value in parameters.items() if name != "format"}
    by_network = totals_by_network(campaign.id)
    networks = [_numbers(coverage, by_network) for coverage in coverage_of(campaign.id)]
    return Metrics(campaign, together(by_network.values()), networks, hourly_series(campaign.id, **asked))


@dataclass(frozen=True)
class Days:
    """A campaign's numbers by day, as its own clocks count them."""

    campaign: Campaign
    days: list[DayPoint]


def days_of(campaign_id: UUID, parameters: dict[str, Any]) -> Days:
    """The campaign's days, those that are asked for. Within its scope. Raises `NoCampaign`."""
    campaign = one(Campaign.objects.only("id", "time_zone"), campaign_id)
    asked = {name: value for name, value in parameters.items() if name != "format"}
    return Days(campaign, daily_series(campaign.id, time_zone=campaign.time_zone, **asked))


def _numbers(coverage: Coverage, by_network: dict[str, Totals]) -> NetworkNumbers:
    return NetworkNumbers(
        coverage, by_network.get(coverage.network) or (Totals() if coverage.is_measured else None)
    )
