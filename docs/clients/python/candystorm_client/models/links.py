from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Links")


@_attrs_define
class Links:
    """Where else to look.

    Attributes:
        api (str): This campaign.
        metrics (str): Its numbers.
        page (None | str): Its page, for anybody; null while nobody else may see it.
        desk (str): Where members look after it, once they are logged in: to send a person to from your own tool.
        preview (str): Its page as it will be, for members who are logged in; of a public one, the page.
        short (None | str): Its short address, which counts who comes by it; null while nobody else may see the page.
    """

    api: str
    metrics: str
    page: None | str
    desk: str
    preview: str
    short: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        api = self.api

        metrics = self.metrics

        page: None | str
        page = self.page

        desk = self.desk

        preview = self.preview

        short: None | str
        short = self.short

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "api": api,
                "metrics": metrics,
                "page": page,
                "desk": desk,
                "preview": preview,
                "short": short,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        api = d.pop("api")

        metrics = d.pop("metrics")

        def _parse_page(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        page = _parse_page(d.pop("page"))

        desk = d.pop("desk")

        preview = d.pop("preview")

        def _parse_short(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        short = _parse_short(d.pop("short"))

        links = cls(
            api=api,
            metrics=metrics,
            page=page,
            desk=desk,
            preview=preview,
            short=short,
        )

        links.additional_properties = d
        return links

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
