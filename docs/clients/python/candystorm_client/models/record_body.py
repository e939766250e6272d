from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.answer_kind import AnswerKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="RecordBody")


@_attrs_define
class RecordBody:
    """An answer that came by phone, by mail, or anywhere the platform does not listen.

    Attributes:
        kind (AnswerKind):
        said_at (datetime.datetime):
        promised_for (datetime.date | None | Unset): Only for a promise: the day the company named.
        text (None | str | Unset): The company's words. Everybody will read them.
        evidence_url (None | str | Unset): A page that shows it, in place of or beside the words.
    """

    kind: AnswerKind
    said_at: datetime.datetime
    promised_for: datetime.date | None | Unset = UNSET
    text: None | str | Unset = UNSET
    evidence_url: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        said_at = self.said_at.isoformat()

        promised_for: None | str | Unset
        if isinstance(self.promised_for, Unset):
            promised_for = UNSET
        elif isinstance(self.promised_for, datetime.date):
            promised_for = self.promised_for.isoformat()
        else:
            promised_for = self.promised_for

        text: None | str | Unset
        if isinstance(self.text, Unset):
            text = UNSET
        else:
            text = self.text

        evidence_url: None | str | Unset
        if isinstance(self.evidence_url, Unset):
            evidence_url = UNSET
        else:
            evidence_url = self.evidence_url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "said_at": said_at,
            }
        )
        if promised_for is not UNSET:
            field_dict["promised_for"] = promised_for
        if text is not UNSET:
            field_dict["text"] = text
        if evidence_url is not UNSET:
            field_dict["evidence_url"] = evidence_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = AnswerKind(d.pop("kind"))

        said_at = datetime.datetime.fromisoformat(d.pop("said_at"))

        def _parse_promised_for(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                promised_for_type_0 = datetime.date.fromisoformat(data)

                return promised_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        promised_for = _parse_promised_for(d.pop("promised_for", UNSET))

        def _parse_text(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        text = _parse_text(d.pop("text", UNSET))

        def _parse_evidence_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        evidence_url = _parse_evidence_url(d.pop("evidence_url", UNSET))

        record_body = cls(
            kind=kind,
            said_at=said_at,
            promised_for=promised_for,
            text=text,
            evidence_url=evidence_url,
        )

        return record_body
