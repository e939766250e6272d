from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.network import Network

T = TypeVar("T", bound="Day")


@_attrs_define
class Day:
    """One day of one network.

    Attributes:
        day (datetime.date):
        network (Network):
        posts (int):
        new_people (int): Whose first post for this campaign is of this day.
        favorites (int): Of the posts of this day, up to now.
        reposts (int): Of the posts of this day, up to now.
        replies (int): Of the posts of this day, up to now.
    """

    day: datetime.date
    network: Network
    posts: int
    new_people: int
    favorites: int
    reposts: int
    replies: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        day = self.day.isoformat()

        network = self.network.value

        posts = self.posts

        new_people = self.new_people

        favorites = self.favorites

        reposts = self.reposts

        replies = self.replies

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "day": day,
                "network": network,
                "posts": posts,
                "new_people": new_people,
                "favorites": favorites,
                "reposts": reposts,
                "replies": replies,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))

        network = Network(d.pop("network"))

        posts = d.pop("posts")

        new_people = d.pop("new_people")

        favorites = d.pop("favorites")

        reposts = d.pop("reposts")

        replies = d.pop("replies")

        day_model = cls(
            day=day,
            network=network,
            posts=posts,
            new_people=new_people,
            favorites=favorites,
            reposts=reposts,
            replies=replies,
        )

        day_model.additional_properties = d
        return day_model

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
