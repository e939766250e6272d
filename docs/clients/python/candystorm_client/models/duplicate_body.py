from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="DuplicateBody")


@_attrs_define
class DuplicateBody:
    """When the new event starts.

    Attributes:
        event_starts_at (datetime.datetime | None | Unset): Its end and the deadline keep their distance from it.
    """

    event_starts_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        event_starts_at: None | str | Unset
        if isinstance(self.event_starts_at, Unset):
            event_starts_at = UNSET
        elif isinstance(self.event_starts_at, datetime.datetime):
            event_starts_at = self.event_starts_at.isoformat()
        else:
            event_starts_at = self.event_starts_at

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if event_starts_at is not UNSET:
            field_dict["event_starts_at"] = event_starts_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_event_starts_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                event_starts_at_type_0 = datetime.datetime.fromisoformat(data)

                return event_starts_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        event_starts_at = _parse_event_starts_at(d.pop("event_starts_at", UNSET))

        duplicate_body = cls(
            event_starts_at=event_starts_at,
        )

        return duplicate_body
