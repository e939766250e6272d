from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.webhook_event import WebhookEvent
from ..models.webhook_payload import WebhookPayload
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedWebhookBody")


@_attrs_define
class PatchedWebhookBody:
    """What is to be different; what is left out stays.

    Attributes:
        url (str | Unset): Where to send it, beginning with `https://`. Redirects are not followed.
        event_types (list[WebhookEvent] | Unset): What it is told of.
        payload (WebhookPayload | Unset):
        description (str | Unset): What it is for, in your words.
        enabled (bool | Unset): `false` turns it off, `true` on: then what waits for it is sent.
    """

    url: str | Unset = UNSET
    event_types: list[WebhookEvent] | Unset = UNSET
    payload: WebhookPayload | Unset = UNSET
    description: str | Unset = UNSET
    enabled: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        event_types: list[str] | Unset = UNSET
        if not isinstance(self.event_types, Unset):
            event_types = []
            for event_types_item_data in self.event_types:
                event_types_item = event_types_item_data.value
                event_types.append(event_types_item)

        payload: str | Unset = UNSET
        if not isinstance(self.payload, Unset):
            payload = self.payload.value

        description = self.description

        enabled = self.enabled

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if url is not UNSET:
            field_dict["url"] = url
        if event_types is not UNSET:
            field_dict["event_types"] = event_types
        if payload is not UNSET:
            field_dict["payload"] = payload
        if description is not UNSET:
            field_dict["description"] = description
        if enabled is not UNSET:
            field_dict["enabled"] = enabled

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url", UNSET)

        _event_types = d.pop("event_types", UNSET)
        event_types: list[WebhookEvent] | Unset = UNSET
        if _event_types is not UNSET:
            event_types = []
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

        enabled = d.pop("enabled", UNSET)

        patched_webhook_body = cls(
            url=url,
            event_types=event_types,
            payload=payload,
            description=description,
            enabled=enabled,
        )

        return patched_webhook_body
