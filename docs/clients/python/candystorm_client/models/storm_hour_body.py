from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.apart_minutes import ApartMinutes
from ..types import UNSET, Unset

T = TypeVar("T", bound="StormHourBody")


@_attrs_define
class StormHourBody:
    """When supporters post together, and in how many waves.

    Attributes:
        starts_at (datetime.datetime):
        waves (int | Unset):  Default: 1.
        apart_minutes (ApartMinutes | Unset):  Default: ApartMinutes.VALUE_30.
    """

    starts_at: datetime.datetime
    waves: int | Unset = 1
    apart_minutes: ApartMinutes | Unset = ApartMinutes.VALUE_30

    def to_dict(self) -> dict[str, Any]:
        starts_at = self.starts_at.isoformat()

        waves = self.waves

        apart_minutes: int | Unset = UNSET
        if not isinstance(self.apart_minutes, Unset):
            apart_minutes = self.apart_minutes.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "starts_at": starts_at,
            }
        )
        if waves is not UNSET:
            field_dict["waves"] = waves
        if apart_minutes is not UNSET:
            field_dict["apart_minutes"] = apart_minutes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        waves = d.pop("waves", UNSET)

        _apart_minutes = d.pop("apart_minutes", UNSET)
        apart_minutes: ApartMinutes | Unset
        if isinstance(_apart_minutes, Unset):
            apart_minutes = UNSET
        else:
            apart_minutes = ApartMinutes(_apart_minutes)

        storm_hour_body = cls(
            starts_at=starts_at,
            waves=waves,
            apart_minutes=apart_minutes,
        )

        return storm_hour_body
