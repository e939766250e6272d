"""CSV that spreadsheet programs open without harm: as UTF-8, and with no cell that they would take for a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

# Excel takes a file without it for the system's old code page.
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so is calculated, and may fetch or run things (CSV injection); a quote before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def line(cells: Iterable[Any]) -> str:
    """One line of CSV, with its end."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([harmless(cell) for cell in cells])
    return buffer.getvalue()


def harmless(cell: Any) -> Any:
    """The cell as it may stand in a spreadsheet. Numbers stay numbers, None is empty."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
