from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Addresses")


@_attrs_define
class Addresses:
    """Where everything is found, for anybody.

    Attributes:
        script (str):
        numbers (str):
        frame (str):
        image (str):
        qr_svg (str):
        qr_png (str):
        calendar (str):
        calendar_feed (str):
        poster_a4 (str):
        poster_a3 (str):
        screen (str):
        oembed_json (str):
        oembed_xml (str):
    """

    script: str
    numbers: str
    frame: str
    image: str
    qr_svg: str
    qr_png: str
    calendar: str
    calendar_feed: str
    poster_a4: str
    poster_a3: str
    screen: str
    oembed_json: str
    oembed_xml: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        script = self.script

        numbers = self.numbers

        frame = self.frame

        image = self.image

        qr_svg = self.qr_svg

        qr_png = self.qr_png

        calendar = self.calendar

        calendar_feed = self.calendar_feed

        poster_a4 = self.poster_a4

        poster_a3 = self.poster_a3

        screen = self.screen

        oembed_json = self.oembed_json

        oembed_xml = self.oembed_xml

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "script": script,
                "numbers": numbers,
                "frame": frame,
                "image": image,
                "qr_svg": qr_svg,
                "qr_png": qr_png,
                "calendar": calendar,
                "calendar_feed": calendar_feed,
                "poster_a4": poster_a4,
                "poster_a3": poster_a3,
                "screen": screen,
                "oembed_json": oembed_json,
                "oembed_xml": oembed_xml,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        script = d.pop("script")

        numbers = d.pop("numbers")

        frame = d.pop("frame")

        image = d.pop("image")

        qr_svg = d.pop("qr_svg")

        qr_png = d.pop("qr_png")

        calendar = d.pop("calendar")

        calendar_feed = d.pop("calendar_feed")

        poster_a4 = d.pop("poster_a4")

        poster_a3 = d.pop("poster_a3")

        screen = d.pop("screen")

        oembed_json = d.pop("oembed_json")

        oembed_xml = d.pop("oembed_xml")

        addresses = cls(
            script=script,
            numbers=numbers,
            frame=frame,
            image=image,
            qr_svg=qr_svg,
            qr_png=qr_png,
            calendar=calendar,
            calendar_feed=calendar_feed,
            poster_a4=poster_a4,
            poster_a3=poster_a3,
            screen=screen,
            oembed_json=oembed_json,
            oembed_xml=oembed_xml,
        )

        addresses.additional_properties = d
        return addresses

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
