"""Addresses that are shared, as CSV for spreadsheets and for programs that send mail."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from campaigns.gathering.consent import agreed_sharing
from campaigns.models import Supporter
from candyplatform.base import spreadsheet

HEAD = ("address", "language", "wave", "shared_at", "agreed_to")


def written(sharers: Iterable[Supporter]) -> str:
    """The file; moments in UTC, the wave empty where the storm hour was called off."""
    return spreadsheet.BYTE_ORDER_MARK + "".join(map(spreadsheet.line, [HEAD, *_rows(sharers)]))


def _rows(sharers: Iterable[Supporter]) -> Iterator[tuple[object, ...]]:
    for supporter in sharers:
        yield (
            supporter.address,
            supporter.language,
            _moment(supporter.wave.starts_at) if supporter.wave else None,
            _moment(supporter.shared_at) if supporter.shared_at else None,
            agreed_sharing(supporter),
        )


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
