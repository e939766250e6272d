from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.hour_model import Hour
    from ..models.network_numbers import NetworkNumbers
    from ..models.steps import Steps
    from ..models.totals import Totals


T = TypeVar("T", bound="Metrics")


@_attrs_define
class Metrics:
    """A campaign's numbers: all together, by network with coverage, and by hour.

    Attributes:
        campaign (UUID):
        totals (Totals): Numbers since the campaign's start.
        networks (list[NetworkNumbers]): Every network the platform knows, measured or not.
        response_seconds (int | None): The response clock: from going live to the first answer; null while there is
            none.
        steps (Steps): How far supporters went, from a short link to a post that was found. Counted without knowing
            them: people who took a step
            twice are counted twice, and posts come without these steps, too.
        series (list[Hour]): By hour and network, in this order. Hours in which nothing was heard are left out: they are
            zero where the network was measured, and unknown where it was not.
    """

    campaign: UUID
    totals: Totals
    networks: list[NetworkNumbers]
    response_seconds: int | None
    steps: Steps
    series: list[Hour]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campaign = str(self.campaign)

        totals = self.totals.to_dict()

        networks = []
        for networks_item_data in self.networks:
            networks_item = networks_item_data.to_dict()
            networks.append(networks_item)

        response_seconds: int | None
        response_seconds = self.response_seconds

        steps = self.steps.to_dict()

        series = []
        for series_item_data in self.series:
            series_item = series_item_data.to_dict()
            series.append(series_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaign": campaign,
                "totals": totals,
                "networks": networks,
                "response_seconds": response_seconds,
                "steps": steps,
                "series": series,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.hour_model import Hour  # noqa: PLC0415
        from ..models.network_numbers import NetworkNumbers  # noqa: PLC0415
        from ..models.steps import Steps  # noqa: PLC0415
        from ..models.totals import Totals  # noqa: PLC0415

        d = dict(src_dict)
        campaign = UUID(d.pop("campaign"))

        totals = Totals.from_dict(d.pop("totals"))

        networks = []
        _networks = d.pop("networks")
        for networks_item_data in _networks:
            networks_item = NetworkNumbers.from_dict(networks_item_data)

            networks.append(networks_item)

        def _parse_response_seconds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        response_seconds = _parse_response_seconds(d.pop("response_seconds"))

        steps = Steps.from_dict(d.pop("steps"))

        series = []
        _series = d.pop("series")
        for series_item_data in _series:
            series_item = Hour.from_dict(series_item_data)

            series.append(series_item)

        metrics = cls(
            campaign=campaign,
            totals=totals,
            networks=networks,
            response_seconds=response_seconds,
            steps=steps,
            series=series,
        )

        metrics.additional_properties = d
        return metrics

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
