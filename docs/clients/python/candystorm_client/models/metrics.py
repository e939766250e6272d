from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.hour_model import Hour
    from ..models.network_numbers import NetworkNumbers
    from ..models.totals import Totals


T = TypeVar("T", bound="Metrics")


@_attrs_define
class Metrics:
    """A campaign's numbers: all together, by network with coverage, and by hour.

    Attributes:
        campaign (UUID):
        totals (Totals): Numbers since the campaign's start.
        networks (list[NetworkNumbers]): Every network the platform knows, measured or not.
        series (list[Hour]): By hour and network, in this order. Hours in which nothing was heard are left out: they are
            zero where the network was measured, and unknown where it was not.
    """

    campaign: UUID
    totals: Totals
    networks: list[NetworkNumbers]
    series: list[Hour]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campaign = str(self.campaign)

        totals = self.totals.to_dict()

        networks = []
        for networks_item_data in self.networks:
            networks_item = networks_item_data.to_dict()
            networks.append(networks_item)

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
                "series": series,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.hour_model import Hour  # noqa: PLC0415
        from ..models.network_numbers import NetworkNumbers  # noqa: PLC0415
        from ..models.totals import Totals  # noqa: PLC0415

        d = dict(src_dict)
        campaign = UUID(d.pop("campaign"))

        totals = Totals.from_dict(d.pop("totals"))

        networks = []
        _networks = d.pop("networks")
        for networks_item_data in _networks:
            networks_item = NetworkNumbers.from_dict(networks_item_data)

            networks.append(networks_item)

        series = []
        _series = d.pop("series")
        for series_item_data in _series:
            series_item = Hour.from_dict(series_item_data)

            series.append(series_item)

        metrics = cls(
            campaign=campaign,
            totals=totals,
            networks=networks,
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
