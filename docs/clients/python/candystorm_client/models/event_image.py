from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.language_map import LanguageMap


T = TypeVar("T", bound="EventImage")


@_attrs_define
class EventImage:
    """The event's picture; null where there is none.

    Attributes:
        url (None | str): Where anybody finds it, and may keep it for ever; null while nobody else may see the page.
        width (int):
        height (int):
        alt (LanguageMap): A text by language.
    """

    url: None | str
    width: int
    height: int
    alt: LanguageMap
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url: None | str
        url = self.url

        width = self.width

        height = self.height

        alt = self.alt.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
                "width": width,
                "height": height,
                "alt": alt,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.language_map import LanguageMap  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        width = d.pop("width")

        height = d.pop("height")

        alt = LanguageMap.from_dict(d.pop("alt"))

        event_image = cls(
            url=url,
            width=width,
            height=height,
            alt=alt,
        )

        event_image.additional_properties = d
        return event_image

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
