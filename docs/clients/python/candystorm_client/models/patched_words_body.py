from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.language_map_body import LanguageMapBody


T = TypeVar("T", bound="PatchedWordsBody")


@_attrs_define
class PatchedWordsBody:
    """What is to be seen on the picture.

    Attributes:
        alt (LanguageMapBody | Unset): A text by language.
    """

    alt: LanguageMapBody | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        alt: dict[str, Any] | Unset = UNSET
        if not isinstance(self.alt, Unset):
            alt = self.alt.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if alt is not UNSET:
            field_dict["alt"] = alt

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.language_map_body import LanguageMapBody  # noqa: PLC0415

        d = dict(src_dict)
        _alt = d.pop("alt", UNSET)
        alt: LanguageMapBody | Unset
        if isinstance(_alt, Unset):
            alt = UNSET
        else:
            alt = LanguageMapBody.from_dict(_alt)

        patched_words_body = cls(
            alt=alt,
        )

        return patched_words_body
