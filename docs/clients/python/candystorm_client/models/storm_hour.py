from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StormHour")


@_attrs_define
class StormHour:
    """The moments at which supporters post together.

    Attributes:
        waves (list[datetime.datetime]): When each wave begins; empty while none is set.
    """

    waves: list[datetime.datetime]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        waves = []
        for waves_item_data in self.waves:
            waves_item = waves_item_data.isoformat()
            waves.append(waves_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "waves": waves,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        waves = []
        _waves = d.pop("waves")
        for waves_item_data in _waves:
            waves_item = datetime.datetime.fromisoformat(waves_item_data)

            waves.append(waves_item)

        storm_hour = cls(
            waves=waves,
        )

        storm_hour.additional_properties = d
        return storm_hour

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
