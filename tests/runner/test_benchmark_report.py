"""The benchmark table and its exit code."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.report import Row, report

GOOD = Row("joins per second", 1200.0, 1000.0, at_most=False)
BAD = Row("seconds to start", 4.5, 4.0)


def test_report_prints_aligned_rows_and_fails_when_one_does_not_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert report([GOOD, BAD], []) == 1
    assert capsys.readouterr().out == (
        "name              value   target  holds\n"
        "joins per second   1200  >= 1000    yes\n"
        "seconds to start    4.5     <= 4     NO\n"
    )


def test_report_succeeds_at_exactly_the_target() -> None:
    assert report([Row("a", 4.0, 4.0), Row("b", 4.0, 4.0, at_most=False)], []) == 0


def test_report_writes_json(tmp_path: Path) -> None:
    report([BAD], ["--json", str(tmp_path / "out.json")])
    assert json.loads((tmp_path / "out.json").read_text()) == [
        {"name": "seconds to start", "value": 4.5, "target": 4.0, "holds": False}
    ]
