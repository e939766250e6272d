from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.feed_status import FeedStatus
from ..models.network import Network

if TYPE_CHECKING:
    from ..models.totals import Totals


T = TypeVar("T", bound="NetworkNumbers")


@_attrs_define
class NetworkNumbers:
    """A network: whether it is measured, since when not and why, and its numbers.

    Attributes:
        network (Network):
        status (FeedStatus):
        measured (bool): Whether it is heard now, at least in part: its zero is then a zero.
        complete (bool): Whether all of it is heard, not only a part.
        reason (None | str): Why it is not measured, or not all of it, for people.
        heard_at (datetime.datetime | None): When it was last heard.
        totals (None | Totals): Its numbers; null where nothing was measured.
    """

    network: Network
    status: FeedStatus
    measured: bool
    complete: bool
    reason: None | str
    heard_at: datetime.datetime | None
    totals: None | Totals
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.totals import Totals  # noqa: PLC0415

        network = self.network.value

        status = self.status.value

        measured = self.measured

        complete = self.complete

        reason: None | str
        reason = self.reason

        heard_at: None | str
        if isinstance(self.heard_at, datetime.datetime):
            heard_at = self.heard_at.isoformat()
        else:
            heard_at = self.heard_at

        totals: dict[str, Any] | None
        if isinstance(self.totals, Totals):
            totals = self.totals.to_dict()
        else:
            totals = self.totals

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "network": network,
                "status": status,
                "measured": measured,
                "complete": complete,
                "reason": reason,
                "heard_at": heard_at,
                "totals": totals,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.totals import Totals  # noqa: PLC0415

        d = dict(src_dict)
        network = Network(d.pop("network"))

        status = FeedStatus(d.pop("status"))

        measured = d.pop("measured")

        complete = d.pop("complete")

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        def _parse_heard_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                heard_at_type_0 = datetime.datetime.fromisoformat(data)

                return heard_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        heard_at = _parse_heard_at(d.pop("heard_at"))

        def _parse_totals(data: object) -> None | Totals:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                totals_type_0 = Totals.from_dict(data)

                return totals_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Totals, data)

        totals = _parse_totals(d.pop("totals"))

        network_numbers = cls(
            network=network,
            status=status,
            measured=measured,
            complete=complete,
            reason=reason,
            heard_at=heard_at,
            totals=totals,
        )

        network_numbers.additional_properties = d
        return network_numbers

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
