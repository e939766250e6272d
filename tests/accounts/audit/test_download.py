"""Cells that a spreadsheet would compute."""

import pytest

from accounts.audit.download import defused


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
    ],
)
def test_formula_is_put_behind_an_apostrophe(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "Olga Owner", "“=1”", "203.0.113.7", "2001:db8::1"])
def test_what_computes_nothing_stays(text: str) -> None:
    assert defused(text) == text
