from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event_image import EventImage
    from ..models.language_map import LanguageMap


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """The event that the wish is for.

    Attributes:
        name (str):
        names (LanguageMap): A text by language.
        place (None | str):
        starts_at (datetime.datetime | None):
        ends_at (datetime.datetime | None):
        url (None | str):
        time_zone (str): Such as `Europe/Berlin`: where the event and its deadline are at home.
        image (EventImage | None): Its picture; null where there is none.
    """

    name: str
    names: LanguageMap
    place: None | str
    starts_at: datetime.datetime | None
    ends_at: datetime.datetime | None
    url: None | str
    time_zone: str
    image: EventImage | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_image import EventImage  # noqa: PLC0415

        name = self.name

        names = self.names.to_dict()

        place: None | str
        place = self.place

        starts_at: None | str
        if isinstance(self.starts_at, datetime.datetime):
            starts_at = self.starts_at.isoformat()
        else:
            starts_at = self.starts_at

        ends_at: None | str
        if isinstance(self.ends_at, datetime.datetime):
            ends_at = self.ends_at.isoformat()
        else:
            ends_at = self.ends_at

        url: None | str
        url = self.url

        time_zone = self.time_zone

        image: dict[str, Any] | None
        if isinstance(self.image, EventImage):
            image = self.image.to_dict()
        else:
            image = self.image

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "names": names,
                "place": place,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "url": url,
                "time_zone": time_zone,
                "image": image,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_image import EventImage  # noqa: PLC0415
        from ..models.language_map import LanguageMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        names = LanguageMap.from_dict(d.pop("names"))

        def _parse_place(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        place = _parse_place(d.pop("place"))

        def _parse_starts_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                starts_at_type_0 = datetime.datetime.fromisoformat(data)

                return starts_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        starts_at = _parse_starts_at(d.pop("starts_at"))

        def _parse_ends_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_at_type_0 = datetime.datetime.fromisoformat(data)

                return ends_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ends_at = _parse_ends_at(d.pop("ends_at"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        time_zone = d.pop("time_zone")

        def _parse_image(data: object) -> EventImage | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                image_type_0 = EventImage.from_dict(data)

                return image_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventImage | None, data)

        image = _parse_image(d.pop("image"))

        event = cls(
            name=name,
            names=names,
            place=place,
            starts_at=starts_at,
            ends_at=ends_at,
            url=url,
            time_zone=time_zone,
            image=image,
        )

        event.additional_properties = d
        return event

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
