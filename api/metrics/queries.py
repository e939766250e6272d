"""A campaign's numbers, gathered for its resource."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.campaigns.queries import one
from campaigns.listening.coverage import Coverage, coverage_of
from campaigns.listening.queries import HourPoint, Totals, hourly_series, together, totals_by_network
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
    by_network = totals_by_network(campaign.id)
    networks = [_numbers(coverage, by_network) for coverage in coverage_of(campaign.id)]
    return Metrics(
        campaign, together(by_network.values()), networks, hourly_series(campaign.id, **parameters)
    )


def _numbers(coverage: Coverage, by_network: dict[str, Totals]) -> NetworkNumbers:
    return NetworkNumbers(
        coverage, by_network.get(coverage.network) or (Totals() if coverage.is_measured else None)
    )
