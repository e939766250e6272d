from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.sample_post import SamplePost


T = TypeVar("T", bound="SamplePosts")


@_attrs_define
class SamplePosts:
    """All sample posts of a campaign.

    Attributes:
        sample_posts (list[SamplePost]):
    """

    sample_posts: list[SamplePost]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sample_posts = []
        for sample_posts_item_data in self.sample_posts:
            sample_posts_item = sample_posts_item_data.to_dict()
            sample_posts.append(sample_posts_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sample_posts": sample_posts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sample_post import SamplePost  # noqa: PLC0415

        d = dict(src_dict)
        sample_posts = []
        _sample_posts = d.pop("sample_posts")
        for sample_posts_item_data in _sample_posts:
            sample_posts_item = SamplePost.from_dict(sample_posts_item_data)

            sample_posts.append(sample_posts_item)

        sample_posts_model = cls(
            sample_posts=sample_posts,
        )

        sample_posts_model.additional_properties = d
        return sample_posts_model

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
