"""The table that each benchmark prints: name, value, target, holds."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_COLUMNS = ("name", "value", "target", "holds")


@dataclass(frozen=True)
class Row:
    """One figure and its target. `at_most`: the value should not be above the target, else not below it."""

    name: str
    value: float
    target: float
    at_most: bool = True

    @property
    def holds(self) -> bool:
        """Whether the target is met."""
        return self.value <= self.target if self.at_most else self.value >= self.target


def table(rows: Sequence[Row]) -> str:
    """`rows` as aligned text, a line each."""
    cells = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_COLUMNS))]
    return "\n".join(_line(line, widths) for line in cells)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        f"{row.value:g}",
        f"{'<=' if row.at_most else '>='} {row.target:g}",
        "yes" if row.holds else "NO",
    )


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    name, value, target, holds = (
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"{name}  {value}  {target}  {holds}".rstrip()


def report(rows: Sequence[Row], arguments: Sequence[str]) -> int:
    """Print the table, write it to the file of `--json FILE` too; 1 when a target does not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    print(table(rows))
    if options.json:
        fields = [{column: getattr(row, column) for column in _COLUMNS} for row in rows]
        options.json.write_text(json.dumps(fields, indent=2) + "\n")
    return 0 if all(row.holds for row in rows) else 1
