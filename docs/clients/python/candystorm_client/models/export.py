from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.export_state import ExportState

T = TypeVar("T", bound="Export")


@_attrs_define
class Export:
    """A ZIP file of all that the organization has here: each table as JSON and as CSV.

    Attributes:
        id (UUID):
        state (ExportState):
        percent (int): How much of it is made.
        asked_at (datetime.datetime):
        finished_at (datetime.datetime | None): Null until it is ready.
        kept_until (datetime.datetime | None): When it is thrown away; null until it is ready.
        size (int | None): In octets; null until it is ready.
        file (None | str): Where to download it, with the same token; null until it is ready.
    """

    id: UUID
    state: ExportState
    percent: int
    asked_at: datetime.datetime
    finished_at: datetime.datetime | None
    kept_until: datetime.datetime | None
    size: int | None
    file: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        state = self.state.value

        percent = self.percent

        asked_at = self.asked_at.isoformat()

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        kept_until: None | str
        if isinstance(self.kept_until, datetime.datetime):
            kept_until = self.kept_until.isoformat()
        else:
            kept_until = self.kept_until

        size: int | None
        size = self.size

        file: None | str
        file = self.file

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "percent": percent,
                "asked_at": asked_at,
                "finished_at": finished_at,
                "kept_until": kept_until,
                "size": size,
                "file": file,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        state = ExportState(d.pop("state"))

        percent = d.pop("percent")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        def _parse_kept_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kept_until_type_0 = datetime.datetime.fromisoformat(data)

                return kept_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        kept_until = _parse_kept_until(d.pop("kept_until"))

        def _parse_size(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        size = _parse_size(d.pop("size"))

        def _parse_file(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        file = _parse_file(d.pop("file"))

        export = cls(
            id=id,
            state=state,
            percent=percent,
            asked_at=asked_at,
            finished_at=finished_at,
            kept_until=kept_until,
            size=size,
            file=file,
        )

        export.additional_properties = d
        return export

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
