from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.event_source_kind import EventSourceKind

if TYPE_CHECKING:
    from ..models.event_offer import EventOffer


T = TypeVar("T", bound="EventSource")


@_attrs_define
class EventSource:
    """The page that the event is kept in step with.

    Attributes:
        url (str):
        kind (EventSourceKind | None): What told it there; null until somebody has looked.
        looked_at (datetime.datetime | None): When we last looked.
        failed_at (datetime.datetime | None): Since when it cannot be read; null when it can.
        offer (EventOffer | None): What is different there; null when nothing is.
    """

    url: str
    kind: EventSourceKind | None
    looked_at: datetime.datetime | None
    failed_at: datetime.datetime | None
    offer: EventOffer | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_offer import EventOffer  # noqa: PLC0415

        url = self.url

        kind: None | str
        if isinstance(self.kind, EventSourceKind):
            kind = self.kind.value
        else:
            kind = self.kind

        looked_at: None | str
        if isinstance(self.looked_at, datetime.datetime):
            looked_at = self.looked_at.isoformat()
        else:
            looked_at = self.looked_at

        failed_at: None | str
        if isinstance(self.failed_at, datetime.datetime):
            failed_at = self.failed_at.isoformat()
        else:
            failed_at = self.failed_at

        offer: dict[str, Any] | None
        if isinstance(self.offer, EventOffer):
            offer = self.offer.to_dict()
        else:
            offer = self.offer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
                "kind": kind,
                "looked_at": looked_at,
                "failed_at": failed_at,
                "offer": offer,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_offer import EventOffer  # noqa: PLC0415

        d = dict(src_dict)
        url = d.pop("url")

        def _parse_kind(data: object) -> EventSourceKind | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = EventSourceKind(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventSourceKind | None, data)

        kind = _parse_kind(d.pop("kind"))

        def _parse_looked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                looked_at_type_0 = datetime.datetime.fromisoformat(data)

                return looked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        looked_at = _parse_looked_at(d.pop("looked_at"))

        def _parse_failed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                failed_at_type_0 = datetime.datetime.fromisoformat(data)

                return failed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        failed_at = _parse_failed_at(d.pop("failed_at"))

        def _parse_offer(data: object) -> EventOffer | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                offer_type_0 = EventOffer.from_dict(data)

                return offer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventOffer | None, data)

        offer = _parse_offer(d.pop("offer"))

        event_source = cls(
            url=url,
            kind=kind,
            looked_at=looked_at,
            failed_at=failed_at,
            offer=offer,
        )

        event_source.additional_properties = d
        return event_source

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
