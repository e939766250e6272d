"""The journal as CSV (RFC 4180), for spreadsheets: written while it is read, however long it is."""

import csv
from collections.abc import Callable, Iterator

from accounts.audit.queries import Page
from accounts.audit.telling import Line

# Without it, Excel reads umlauts wrongly. Whoever reads UTF-8 by the book skips it.
BYTE_ORDER_MARK = "\ufeff"
HEAD = (
    "time", "who", "actor", "what", "more", "remark", "verb", "subject", "channel", "address", "browser",
)  # fmt: skip
ROWS_AT_ONCE = 500
# What makes a spreadsheet take a cell for a formula, in full width too.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def written(page: Callable[[int | None], Page]) -> Iterator[str]:
    """The file, page by page; `page` gives the one before an entry, in the scope and language of whoever reads."""
    rows = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + str(rows.writerow(HEAD))
    before: int | None = None
    while True:
        found = page(before)
        yield "".join(str(rows.writerow(cells)) for cells in map(_cells, found.lines))
        before = found.older
        if before is None:
            return


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet computes: what would begin a formula is put behind an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


class _Echo:
    """A file that hands each row back instead of keeping it."""

    def write(self, row: str) -> str:
        return row


def _cells(line: Line) -> list[str]:
    entry = line.entry
    told = (
        line.who, entry.actor_kind, line.text, line.more, line.remark, entry.verb, entry.subject, entry.channel,
        line.address, line.agent,
    )  # fmt: skip
    return [line.at.isoformat(timespec="seconds"), *map(defused, told)]
