"""Reads the tables of our Markdown pages."""

import itertools
import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def rows_after(page: str, words: str) -> list[list[str]]:
    """The rows of the first table below the line that begins with `words`, as cells, without the heading."""
    lines = (DOCS / page).read_text().splitlines()
    (start,) = [number for number, line in enumerate(lines) if line.startswith(words)]
    below = itertools.dropwhile(lambda line: not line.startswith("|"), lines[start:])
    rows = itertools.takewhile(lambda line: line.startswith("|"), below)
    _heading, _rule, *body = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]
    return body


def by_name(page: str, words: str) -> dict[str, list[str]]:
    """The same rows, the rest of each by the name in its first cell."""
    rows = rows_after(page, words)
    named = {cells[0].strip("`"): cells[1:] for cells in rows}
    assert len(named) == len(rows), f"{page} names something twice"
    return named
