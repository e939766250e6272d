from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.network import Network

T = TypeVar("T", bound="AccountBody")


@_attrs_define
class AccountBody:
    """A company's own account on a network.

    Attributes:
        network (Network):
        handle (str): What people mention, or the address of its profile.
    """

    network: Network
    handle: str

    def to_dict(self) -> dict[str, Any]:
        network = self.network.value

        handle = self.handle

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "network": network,
                "handle": handle,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        network = Network(d.pop("network"))

        handle = d.pop("handle")

        account_body = cls(
            network=network,
            handle=handle,
        )

        return account_body
