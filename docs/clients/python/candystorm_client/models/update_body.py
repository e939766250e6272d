from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.language_map_body import LanguageMapBody


T = TypeVar("T", bound="UpdateBody")


@_attrs_define
class UpdateBody:
    """News, in one of the campaign's languages or more.

    Attributes:
        text (LanguageMapBody): A text by language.
    """

    text: LanguageMapBody

    def to_dict(self) -> dict[str, Any]:
        text = self.text.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.language_map_body import LanguageMapBody  # noqa: PLC0415

        d = dict(src_dict)
        text = LanguageMapBody.from_dict(d.pop("text"))

        update_body = cls(
            text=text,
        )

        return update_body
