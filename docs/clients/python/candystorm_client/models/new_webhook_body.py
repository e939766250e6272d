from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.webhook_event import WebhookEvent
from ..models.webhook_payload import WebhookPayload
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewWebhookBody")


@_attrs_define
class NewWebhookBody:
    """A webhook to be set up.

    Attributes:
        url (str): Where to send it, beginning with `https://`. Redirects are not followed.
        event_types (list[WebhookEvent]): What it is told of.
        payload (WebhookPayload | Unset):  Default: WebhookPayload.THIN.
        description (str | Unset): What it is for, in your words. Default: ''.
    """

    url: str
    event_types: list[WebhookEvent]
    payload: WebhookPayload | Unset = WebhookPayload.THIN
    description: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        event_types = []
        for event_types_item_data in self.event_types:
            event_types_item = event_types_item_data.value
            event_types.append(event_types_item)

        payload: str | Unset = UNSET
        if not isinstance(self.payload, Unset):
            payload = self.payload.value

        description = self.description

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
                "event_types": event_types,
            }
        )
        if payload is not UNSET:
            field_dict["payload"] = payload
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        event_types = []
        _event_types = d.pop("event_types")
        for event_types_item_data in _event_types:
            event_types_item = WebhookEvent(event_types_item_data)

            event_types.append(event_types_item)

        _payload = d.pop("payload", UNSET)
        payload: WebhookPayload | Unset
        if isinstance(_payload, Unset):
            payload = UNSET
        else:
            payload = WebhookPayload(_payload)

        description = d.pop("description", UNSET)

        new_webhook_body = cls(
            url=url,
            event_types=event_types,
            payload=payload,
            description=description,
        )

        return new_webhook_body
