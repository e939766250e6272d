from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.answer_kind import AnswerKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="DecisionBody")


@_attrs_define
class DecisionBody:
    """What an answer amounts to.

    Attributes:
        kind (AnswerKind):
        promised_for (datetime.date | None | Unset): Only for a promise: the day the company named.
    """

    kind: AnswerKind
    promised_for: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        promised_for: None | str | Unset
        if isinstance(self.promised_for, Unset):
            promised_for = UNSET
        elif isinstance(self.promised_for, datetime.date):
            promised_for = self.promised_for.isoformat()
        else:
            promised_for = self.promised_for

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if promised_for is not UNSET:
            field_dict["promised_for"] = promised_for

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = AnswerKind(d.pop("kind"))

        def _parse_promised_for(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                promised_for_type_0 = datetime.date.fromisoformat(data)

                return promised_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        promised_for = _parse_promised_for(d.pop("promised_for", UNSET))

        decision_body = cls(
            kind=kind,
            promised_for=promised_for,
        )

        return decision_body
