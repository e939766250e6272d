from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.campaign import Campaign
    from ..models.message_data_changed import MessageDataChanged


T = TypeVar("T", bound="MessageData")


@_attrs_define
class MessageData:
    """What a full message says.

    Attributes:
        id (UUID): The campaign.
        url (str): Where the API tells more.
        campaign (Campaign): One candystorm: a wish to a company, by a deadline, for an event.
        changed (MessageDataChanged): What became different, such as `from` and `to`.
    """

    id: UUID
    url: str
    campaign: Campaign
    changed: MessageDataChanged
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        url = self.url

        campaign = self.campaign.to_dict()

        changed = self.changed.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "url": url,
                "campaign": campaign,
                "changed": changed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.campaign import Campaign  # noqa: PLC0415
        from ..models.message_data_changed import MessageDataChanged  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        url = d.pop("url")

        campaign = Campaign.from_dict(d.pop("campaign"))

        changed = MessageDataChanged.from_dict(d.pop("changed"))

        message_data = cls(
            id=id,
            url=url,
            campaign=campaign,
            changed=changed,
        )

        message_data.additional_properties = d
        return message_data

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
