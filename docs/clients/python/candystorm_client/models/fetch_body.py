from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FetchBody")


@_attrs_define
class FetchBody:
    """Where the picture is.

    Attributes:
        url (str): An `https://` or `http://` address on the public internet, of a PNG, JPEG, WebP or GIF of at most 5
            MB.
    """

    url: str

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        fetch_body = cls(
            url=url,
        )

        return fetch_body
