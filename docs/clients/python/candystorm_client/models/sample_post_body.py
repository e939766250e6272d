from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.language import Language
from ..models.sample_purpose import SamplePurpose
from ..types import UNSET, Unset

T = TypeVar("T", bound="SamplePostBody")


@_attrs_define
class SamplePostBody:
    """A friendly text that supporters start from.

    Attributes:
        language (Language):
        text (str): Without mention, hashtags and link: they are added.
        purpose (SamplePurpose | Unset):  Default: SamplePurpose.ASK.
    """

    language: Language
    text: str
    purpose: SamplePurpose | Unset = SamplePurpose.ASK

    def to_dict(self) -> dict[str, Any]:
        language = self.language.value

        text = self.text

        purpose: str | Unset = UNSET
        if not isinstance(self.purpose, Unset):
            purpose = self.purpose.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "language": language,
                "text": text,
            }
        )
        if purpose is not UNSET:
            field_dict["purpose"] = purpose

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        language = Language(d.pop("language"))

        text = d.pop("text")

        _purpose = d.pop("purpose", UNSET)
        purpose: SamplePurpose | Unset
        if isinstance(_purpose, Unset):
            purpose = UNSET
        else:
            purpose = SamplePurpose(_purpose)

        sample_post_body = cls(
            language=language,
            text=text,
            purpose=purpose,
        )

        return sample_post_body
