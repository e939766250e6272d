"""No cell is a formula, and nothing else is changed."""

import csv
import io

import pytest

from candyplatform.base.spreadsheet import harmless, line


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_that_begins_a_formula_gets_a_quote(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Grüße", "a=1", "", -5, 2.5, True])
def test_other_cells_stay(cell: object) -> None:
    assert harmless(cell) == cell


def test_line_is_read_back_as_it_was() -> None:
    cells = ['He said "hi"', "two\nlines", "a,b", None, 7]
    assert next(csv.reader(io.StringIO(line(cells)))) == ['He said "hi"', "two\nlines", "a,b", "", "7"]
