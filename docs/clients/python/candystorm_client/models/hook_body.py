from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.webhook_event import WebhookEvent

T = TypeVar("T", bound="HookBody")


@_attrs_define
class HookBody:
    """A REST hook to be subscribed.

    Attributes:
        target_url (str): Where to send it, beginning with `https://`. Redirects are not followed.
        event (WebhookEvent):
    """

    target_url: str
    event: WebhookEvent

    def to_dict(self) -> dict[str, Any]:
        target_url = self.target_url

        event = self.event.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "target_url": target_url,
                "event": event,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        target_url = d.pop("target_url")

        event = WebhookEvent(d.pop("event"))

        hook_body = cls(
            target_url=target_url,
            event=event,
        )

        return hook_body
