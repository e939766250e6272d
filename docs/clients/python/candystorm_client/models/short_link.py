from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.channel import Channel

T = TypeVar("T", bound="ShortLink")


@_attrs_define
class ShortLink:
    """A short address of a campaign's page, and who came by it.

    Attributes:
        channel (Channel | None): Which way it is for. Null: the plain address, by which people come whose way nobody
            knows.
        url (None | str): Where to send people; null while nobody else may see the page.
        clicks (int): How often people came by it.
        programs (int): How often programs did, such as those that show previews; not among `clicks`.
    """

    channel: Channel | None
    url: None | str
    clicks: int
    programs: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        channel: None | str
        if isinstance(self.channel, Channel):
            channel = self.channel.value
        else:
            channel = self.channel

        url: None | str
        url = self.url

        clicks = self.clicks

        programs = self.programs

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "channel": channel,
                "url": url,
                "clicks": clicks,
                "programs": programs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_channel(data: object) -> Channel | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                channel_type_0 = Channel(data)

                return channel_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Channel | None, data)

        channel = _parse_channel(d.pop("channel"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        clicks = d.pop("clicks")

        programs = d.pop("programs")

        short_link = cls(
            channel=channel,
            url=url,
            clicks=clicks,
            programs=programs,
        )

        short_link.additional_properties = d
        return short_link

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
