from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Totals")


@_attrs_define
class Totals:
    """Numbers since the campaign's start.

    Attributes:
        posts (int): Supporters' posts that still stand.
        people (int): Who wrote them, each counted once a network.
        favorites (int):
        reposts (int):
        replies (int):
        friendly_percent (int | None): How many of a hundred checked posts are friendly; null before any is checked.
        estimated_reach (int): An estimate: the followers of everybody who posted, added up. Nobody knows who read.
    """

    posts: int
    people: int
    favorites: int
    reposts: int
    replies: int
    friendly_percent: int | None
    estimated_reach: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        posts = self.posts

        people = self.people

        favorites = self.favorites

        reposts = self.reposts

        replies = self.replies

        friendly_percent: int | None
        friendly_percent = self.friendly_percent

        estimated_reach = self.estimated_reach

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "posts": posts,
                "people": people,
                "favorites": favorites,
                "reposts": reposts,
                "replies": replies,
                "friendly_percent": friendly_percent,
                "estimated_reach": estimated_reach,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        posts = d.pop("posts")

        people = d.pop("people")

        favorites = d.pop("favorites")

        reposts = d.pop("reposts")

        replies = d.pop("replies")

        def _parse_friendly_percent(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        friendly_percent = _parse_friendly_percent(d.pop("friendly_percent"))

        estimated_reach = d.pop("estimated_reach")

        totals = cls(
            posts=posts,
            people=people,
            favorites=favorites,
            reposts=reposts,
            replies=replies,
            friendly_percent=friendly_percent,
            estimated_reach=estimated_reach,
        )

        totals.additional_properties = d
        return totals

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
