from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="HashtagsBody")


@_attrs_define
class HashtagsBody:
    """All hashtags of a campaign.

    Attributes:
        hashtags (list[str]): The most important one first.
    """

    hashtags: list[str]

    def to_dict(self) -> dict[str, Any]:
        hashtags = self.hashtags

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "hashtags": hashtags,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        hashtags = cast(list[str], d.pop("hashtags"))

        hashtags_body = cls(
            hashtags=hashtags,
        )

        return hashtags_body
