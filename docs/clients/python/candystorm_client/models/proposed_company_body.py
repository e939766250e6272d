from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.account_body import AccountBody


T = TypeVar("T", bound="ProposedCompanyBody")


@_attrs_define
class ProposedCompanyBody:
    """A company that the platform does not know yet.

    Attributes:
        name (str):
        accounts (list[AccountBody]):
        website (None | str | Unset):
    """

    name: str
    accounts: list[AccountBody]
    website: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        accounts = []
        for accounts_item_data in self.accounts:
            accounts_item = accounts_item_data.to_dict()
            accounts.append(accounts_item)

        website: None | str | Unset
        if isinstance(self.website, Unset):
            website = UNSET
        else:
            website = self.website

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "accounts": accounts,
            }
        )
        if website is not UNSET:
            field_dict["website"] = website

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_body import AccountBody  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        accounts = []
        _accounts = d.pop("accounts")
        for accounts_item_data in _accounts:
            accounts_item = AccountBody.from_dict(accounts_item_data)

            accounts.append(accounts_item)

        def _parse_website(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        website = _parse_website(d.pop("website", UNSET))

        proposed_company_body = cls(
            name=name,
            accounts=accounts,
            website=website,
        )

        return proposed_company_body
