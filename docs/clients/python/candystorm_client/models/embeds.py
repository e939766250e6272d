from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.language import Language

if TYPE_CHECKING:
    from ..models.addresses import Addresses


T = TypeVar("T", bound="Embeds")


@_attrs_define
class Embeds:
    """A campaign for other pages, in one language.

    Attributes:
        language (Language):
        component (str): HTML: an element and its script, with the numbers as they move.
        frame (str): HTML: a frame, where scripts are not welcome.
        addresses (Addresses): Where everything is found, for anybody.
    """

    language: Language
    component: str
    frame: str
    addresses: Addresses
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        language = self.language.value

        component = self.component

        frame = self.frame

        addresses = self.addresses.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "language": language,
                "component": component,
                "frame": frame,
                "addresses": addresses,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.addresses import Addresses  # noqa: PLC0415

        d = dict(src_dict)
        language = Language(d.pop("language"))

        component = d.pop("component")

        frame = d.pop("frame")

        addresses = Addresses.from_dict(d.pop("addresses"))

        embeds = cls(
            language=language,
            component=component,
            frame=frame,
            addresses=addresses,
        )

        embeds.additional_properties = d
        return embeds

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
