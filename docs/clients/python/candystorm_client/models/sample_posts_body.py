from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.sample_post_body import SamplePostBody


T = TypeVar("T", bound="SamplePostsBody")


@_attrs_define
class SamplePostsBody:
    """All sample posts of a campaign.

    Attributes:
        sample_posts (list[SamplePostBody]):
    """

    sample_posts: list[SamplePostBody]

    def to_dict(self) -> dict[str, Any]:
        sample_posts = []
        for sample_posts_item_data in self.sample_posts:
            sample_posts_item = sample_posts_item_data.to_dict()
            sample_posts.append(sample_posts_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sample_posts": sample_posts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sample_post_body import SamplePostBody  # noqa: PLC0415

        d = dict(src_dict)
        sample_posts = []
        _sample_posts = d.pop("sample_posts")
        for sample_posts_item_data in _sample_posts:
            sample_posts_item = SamplePostBody.from_dict(sample_posts_item_data)

            sample_posts.append(sample_posts_item)

        sample_posts_body = cls(
            sample_posts=sample_posts,
        )

        return sample_posts_body
