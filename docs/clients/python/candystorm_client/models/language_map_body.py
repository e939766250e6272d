from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="LanguageMapBody")


@_attrs_define
class LanguageMapBody:
    """A text by language.

    Attributes:
        de (str | Unset):
        en (str | Unset):
    """

    de: str | Unset = UNSET
    en: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        de = self.de

        en = self.en

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if de is not UNSET:
            field_dict["de"] = de
        if en is not UNSET:
            field_dict["en"] = en

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        de = d.pop("de", UNSET)

        en = d.pop("en", UNSET)

        language_map_body = cls(
            de=de,
            en=en,
        )

        return language_map_body
