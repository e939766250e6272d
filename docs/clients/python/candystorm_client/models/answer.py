from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.answer_kind import AnswerKind
from ..models.network import Network

T = TypeVar("T", bound="Answer")


@_attrs_define
class Answer:
    """What the company answered, confirmed by the organizer.

    Attributes:
        kind (AnswerKind):
        said_at (datetime.datetime):
        seconds_after_start (int | None): The response clock: from the campaign's start to this answer.
        promised_for (datetime.date | None): The day the company promised, where it named one.
        network (Network | None): Where it was said; null where it was written down by hand.
        native_id (None | str): The network's own id of the post.
        url (None | str): The post, or other evidence. Null for posts on X, which may be passed on by id only.
        text (None | str): Its words; null for posts on X.
    """

    kind: AnswerKind
    said_at: datetime.datetime
    seconds_after_start: int | None
    promised_for: datetime.date | None
    network: Network | None
    native_id: None | str
    url: None | str
    text: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        said_at = self.said_at.isoformat()

        seconds_after_start: int | None
        seconds_after_start = self.seconds_after_start

        promised_for: None | str
        if isinstance(self.promised_for, datetime.date):
            promised_for = self.promised_for.isoformat()
        else:
            promised_for = self.promised_for

        network: None | str
        if isinstance(self.network, Network):
            network = self.network.value
        else:
            network = self.network

        native_id: None | str
        native_id = self.native_id

        url: None | str
        url = self.url

        text: None | str
        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "said_at": said_at,
                "seconds_after_start": seconds_after_start,
                "promised_for": promised_for,
                "network": network,
                "native_id": native_id,
                "url": url,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = AnswerKind(d.pop("kind"))

        said_at = datetime.datetime.fromisoformat(d.pop("said_at"))

        def _parse_seconds_after_start(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seconds_after_start = _parse_seconds_after_start(d.pop("seconds_after_start"))

        def _parse_promised_for(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                promised_for_type_0 = datetime.date.fromisoformat(data)

                return promised_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        promised_for = _parse_promised_for(d.pop("promised_for"))

        def _parse_network(data: object) -> Network | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                network_type_0 = Network(data)

                return network_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Network | None, data)

        network = _parse_network(d.pop("network"))

        def _parse_native_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        native_id = _parse_native_id(d.pop("native_id"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        text = _parse_text(d.pop("text"))

        answer = cls(
            kind=kind,
            said_at=said_at,
            seconds_after_start=seconds_after_start,
            promised_for=promised_for,
            network=network,
            native_id=native_id,
            url=url,
            text=text,
        )

        answer.additional_properties = d
        return answer

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
