from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.kindness import Kindness
from ..models.network import Network
from ..models.post_role import PostRole

if TYPE_CHECKING:
    from ..models.author import Author


T = TypeVar("T", bound="Post")


@_attrs_define
class Post:
    """A public post that belongs to the campaign. Of posts on X, and where authors are to be asked first, only the id is
    told.

        Attributes:
            id (int):
            network (Network):
            native_id (str): The network's own id.
            role (PostRole):
            kindness (Kindness):
            posted_at (datetime.datetime):
            edited_at (datetime.datetime | None):
            url (None | str):
            text (None | str):
            language (None | str): As the network says it; null where it does not.
            author (Author | None):
            favorites (int | None): Null until the network told it.
            reposts (int | None):
            replies (int | None):
    """

    id: int
    network: Network
    native_id: str
    role: PostRole
    kindness: Kindness
    posted_at: datetime.datetime
    edited_at: datetime.datetime | None
    url: None | str
    text: None | str
    language: None | str
    author: Author | None
    favorites: int | None
    reposts: int | None
    replies: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.author import Author  # noqa: PLC0415

        id = self.id

        network = self.network.value

        native_id = self.native_id

        role = self.role.value

        kindness = self.kindness.value

        posted_at = self.posted_at.isoformat()

        edited_at: None | str
        if isinstance(self.edited_at, datetime.datetime):
            edited_at = self.edited_at.isoformat()
        else:
            edited_at = self.edited_at

        url: None | str
        url = self.url

        text: None | str
        text = self.text

        language: None | str
        language = self.language

        author: dict[str, Any] | None
        if isinstance(self.author, Author):
            author = self.author.to_dict()
        else:
            author = self.author

        favorites: int | None
        favorites = self.favorites

        reposts: int | None
        reposts = self.reposts

        replies: int | None
        replies = self.replies

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "network": network,
                "native_id": native_id,
                "role": role,
                "kindness": kindness,
                "posted_at": posted_at,
                "edited_at": edited_at,
                "url": url,
                "text": text,
                "language": language,
                "author": author,
                "favorites": favorites,
                "reposts": reposts,
                "replies": replies,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.author import Author  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        network = Network(d.pop("network"))

        native_id = d.pop("native_id")

        role = PostRole(d.pop("role"))

        kindness = Kindness(d.pop("kindness"))

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        def _parse_edited_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                edited_at_type_0 = datetime.datetime.fromisoformat(data)

                return edited_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        edited_at = _parse_edited_at(d.pop("edited_at"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        text = _parse_text(d.pop("text"))

        def _parse_language(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        language = _parse_language(d.pop("language"))

        def _parse_author(data: object) -> Author | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                author_type_0 = Author.from_dict(data)

                return author_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Author | None, data)

        author = _parse_author(d.pop("author"))

        def _parse_favorites(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        favorites = _parse_favorites(d.pop("favorites"))

        def _parse_reposts(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        reposts = _parse_reposts(d.pop("reposts"))

        def _parse_replies(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        replies = _parse_replies(d.pop("replies"))

        post = cls(
            id=id,
            network=network,
            native_id=native_id,
            role=role,
            kindness=kindness,
            posted_at=posted_at,
            edited_at=edited_at,
            url=url,
            text=text,
            language=language,
            author=author,
            favorites=favorites,
            reposts=reposts,
            replies=replies,
        )

        post.additional_properties = d
        return post

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
