from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Supporters")


@_attrs_define
class Supporters:
    """How many people left an address to be reminded and thanked.

    Attributes:
        asked (int): Who left an address, confirmed or not.
        confirmed (int):
        reminded (int):
        thanked (int):
        shared (int): Who lets the organization have their address, and has not taken that back.
    """

    asked: int
    confirmed: int
    reminded: int
    thanked: int
    shared: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        asked = self.asked

        confirmed = self.confirmed

        reminded = self.reminded

        thanked = self.thanked

        shared = self.shared

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "asked": asked,
                "confirmed": confirmed,
                "reminded": reminded,
                "thanked": thanked,
                "shared": shared,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        asked = d.pop("asked")

        confirmed = d.pop("confirmed")

        reminded = d.pop("reminded")

        thanked = d.pop("thanked")

        shared = d.pop("shared")

        supporters = cls(
            asked=asked,
            confirmed=confirmed,
            reminded=reminded,
            thanked=thanked,
            shared=shared,
        )

        supporters.additional_properties = d
        return supporters

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
