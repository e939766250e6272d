from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.outcome import Outcome

T = TypeVar("T", bound="CloseBody")


@_attrs_define
class CloseBody:
    """How it ended.

    Attributes:
        outcome (Outcome):
    """

    outcome: Outcome

    def to_dict(self) -> dict[str, Any]:
        outcome = self.outcome.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "outcome": outcome,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        outcome = Outcome(d.pop("outcome"))

        close_body = cls(
            outcome=outcome,
        )

        return close_body
