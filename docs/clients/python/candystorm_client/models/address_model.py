from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.language import Language

T = TypeVar("T", bound="Address")


@_attrs_define
class Address:
    """A supporter who lets the organization have their address, and has not taken that back.

    Attributes:
        address (str): To be written to about this event, and nothing else.
        language (Language):
        wave (datetime.datetime | None): When the wave begins that they want to be reminded of; null when the storm hour
            was called off.
        shared_at (datetime.datetime): Since when; confirmed from their mailbox.
        agreed_to (str): Word for word, in the language that they read it in.
    """

    address: str
    language: Language
    wave: datetime.datetime | None
    shared_at: datetime.datetime
    agreed_to: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        address = self.address

        language = self.language.value

        wave: None | str
        if isinstance(self.wave, datetime.datetime):
            wave = self.wave.isoformat()
        else:
            wave = self.wave

        shared_at = self.shared_at.isoformat()

        agreed_to = self.agreed_to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "address": address,
                "language": language,
                "wave": wave,
                "shared_at": shared_at,
                "agreed_to": agreed_to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address")

        language = Language(d.pop("language"))

        def _parse_wave(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                wave_type_0 = datetime.datetime.fromisoformat(data)

                return wave_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        wave = _parse_wave(d.pop("wave"))

        shared_at = datetime.datetime.fromisoformat(d.pop("shared_at"))

        agreed_to = d.pop("agreed_to")

        address_model = cls(
            address=address,
            language=language,
            wave=wave,
            shared_at=shared_at,
            agreed_to=agreed_to,
        )

        address_model.additional_properties = d
        return address_model

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
