from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.event_fact import EventFact

if TYPE_CHECKING:
    from ..models.event_read import EventRead
    from ..models.language_map import LanguageMap


T = TypeVar("T", bound="EventOffer")


@_attrs_define
class EventOffer:
    """What the page tells otherwise since somebody last looked.

    Attributes:
        event (EventRead): An event as a page tells it.
        changed (list[EventFact]): Which of its facts are others.
        can_take_over (bool): Whether `take-over/` works now: only drafts are changed. On a public page, tell it as
            news.
        text (LanguageMap): A text by language.
    """

    event: EventRead
    changed: list[EventFact]
    can_take_over: bool
    text: LanguageMap
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event.to_dict()

        changed = []
        for changed_item_data in self.changed:
            changed_item = changed_item_data.value
            changed.append(changed_item)

        can_take_over = self.can_take_over

        text = self.text.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "changed": changed,
                "can_take_over": can_take_over,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_read import EventRead  # noqa: PLC0415
        from ..models.language_map import LanguageMap  # noqa: PLC0415

        d = dict(src_dict)
        event = EventRead.from_dict(d.pop("event"))

        changed = []
        _changed = d.pop("changed")
        for changed_item_data in _changed:
            changed_item = EventFact(changed_item_data)

            changed.append(changed_item)

        can_take_over = d.pop("can_take_over")

        text = LanguageMap.from_dict(d.pop("text"))

        event_offer = cls(
            event=event,
            changed=changed,
            can_take_over=can_take_over,
            text=text,
        )

        event_offer.additional_properties = d
        return event_offer

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
