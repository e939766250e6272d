from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExternalRefBody")


@_attrs_define
class ExternalRefBody:
    """What the event is called in the tool that it comes from.

    Attributes:
        system (str): Such as the host name of a ticket shop.
        event (str):
        organizer (str | Unset):  Default: ''.
    """

    system: str
    event: str
    organizer: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        system = self.system

        event = self.event

        organizer = self.organizer

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "system": system,
                "event": event,
            }
        )
        if organizer is not UNSET:
            field_dict["organizer"] = organizer

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        system = d.pop("system")

        event = d.pop("event")

        organizer = d.pop("organizer", UNSET)

        external_ref_body = cls(
            system=system,
            event=event,
            organizer=organizer,
        )

        return external_ref_body
