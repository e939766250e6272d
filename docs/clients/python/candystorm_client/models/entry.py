from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.entry_details import EntryDetails


T = TypeVar("T", bound="Entry")


@_attrs_define
class Entry:
    """Something that happened.

    Attributes:
        id (int):
        at (datetime.datetime):
        verb (str): What, for machines: `campaign.published`.
        subject (str): The id of what it happened to.
        text (str): The same in words, in the language of `Accept-Language`.
        actor_kind (str): `member`, `token`, `staff`, `platform` or `guest`.
        details (EntryDetails):
    """

    id: int
    at: datetime.datetime
    verb: str
    subject: str
    text: str
    actor_kind: str
    details: EntryDetails
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        at = self.at.isoformat()

        verb = self.verb

        subject = self.subject

        text = self.text

        actor_kind = self.actor_kind

        details = self.details.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "at": at,
                "verb": verb,
                "subject": subject,
                "text": text,
                "actor_kind": actor_kind,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.entry_details import EntryDetails  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        verb = d.pop("verb")

        subject = d.pop("subject")

        text = d.pop("text")

        actor_kind = d.pop("actor_kind")

        details = EntryDetails.from_dict(d.pop("details"))

        entry = cls(
            id=id,
            at=at,
            verb=verb,
            subject=subject,
            text=text,
            actor_kind=actor_kind,
            details=details,
        )

        entry.additional_properties = d
        return entry

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
