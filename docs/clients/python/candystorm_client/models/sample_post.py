from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.language import Language
from ..models.sample_purpose import SamplePurpose

T = TypeVar("T", bound="SamplePost")


@_attrs_define
class SamplePost:
    """A friendly text that supporters start from.

    Attributes:
        language (Language):
        purpose (SamplePurpose):
        text (str):
    """

    language: Language
    purpose: SamplePurpose
    text: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        language = self.language.value

        purpose = self.purpose.value

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "language": language,
                "purpose": purpose,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        language = Language(d.pop("language"))

        purpose = SamplePurpose(d.pop("purpose"))

        text = d.pop("text")

        sample_post = cls(
            language=language,
            purpose=purpose,
            text=text,
        )

        sample_post.additional_properties = d
        return sample_post

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
