from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.day_model import Day


T = TypeVar("T", bound="Days")


@_attrs_define
class Days:
    """A campaign's numbers by day.

    Attributes:
        campaign (UUID):
        time_zone (str): Whose clocks begin the days.
        days (list[Day]): By day and network, in this order. Days on which nothing was heard are left out.
    """

    campaign: UUID
    time_zone: str
    days: list[Day]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campaign = str(self.campaign)

        time_zone = self.time_zone

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaign": campaign,
                "time_zone": time_zone,
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.day_model import Day  # noqa: PLC0415

        d = dict(src_dict)
        campaign = UUID(d.pop("campaign"))

        time_zone = d.pop("time_zone")

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = Day.from_dict(days_item_data)

            days.append(days_item)

        days_model = cls(
            campaign=campaign,
            time_zone=time_zone,
            days=days,
        )

        days_model.additional_properties = d
        return days_model

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
