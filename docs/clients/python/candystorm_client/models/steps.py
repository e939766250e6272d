from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Steps")


@_attrs_define
class Steps:
    """How far supporters went, from a short link to a post that was found. Counted without knowing them: people who took a
    step
    twice are counted twice, and posts come without these steps, too.

        Attributes:
            visited (int): Came by a short link; `short-links/` tells by which.
            opened (int): Opened the composer.
            clicked (int): Went on to a network with their text.
            said_posted (int): Told where they posted; each post counts once.
            found (int): Of these, found by asking the network.
    """

    visited: int
    opened: int
    clicked: int
    said_posted: int
    found: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        visited = self.visited

        opened = self.opened

        clicked = self.clicked

        said_posted = self.said_posted

        found = self.found

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "visited": visited,
                "opened": opened,
                "clicked": clicked,
                "said_posted": said_posted,
                "found": found,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        visited = d.pop("visited")

        opened = d.pop("opened")

        clicked = d.pop("clicked")

        said_posted = d.pop("said_posted")

        found = d.pop("found")

        steps = cls(
            visited=visited,
            opened=opened,
            clicked=clicked,
            said_posted=said_posted,
            found=found,
        )

        steps.additional_properties = d
        return steps

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
