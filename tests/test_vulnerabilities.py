"""The check of the lock files, without the services that it asks."""

from datetime import date

import pytest

from candyplatform.vulnerabilities import ACCEPTED, Audit, accepted_ids, audit_of

TODAY = date(2026, 11, 25)


def test_report_is_told_in_short() -> None:
    report = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": []},
            {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]},
            {"name": "c", "skip_reason": "not found"},
        ]
    }
    assert audit_of(report) == Audit(("b 2: PYSEC-1", "b 2: PYSEC-2"), 2, 1)


def test_service_that_knows_nothing_has_not_answered() -> None:
    assert audit_of({"dependencies": [{"name": "c", "skip_reason": "not found"}]}) is None


def test_what_is_accepted_is_so_until_its_day() -> None:
    text = "# why\n\nPYSEC-1 2026-11-25 never called\nPYSEC-2 2026-11-24 never called\n"
    assert accepted_ids(text, TODAY) == {"PYSEC-1"}


@pytest.mark.parametrize("line", ["PYSEC-1", "PYSEC-1 2026-11-25", "PYSEC-1 soon never called"])
def test_what_is_accepted_needs_a_day_and_a_reason(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        accepted_ids(line, TODAY)


def test_our_own_list_can_be_read() -> None:
    accepted_ids(ACCEPTED.read_text(), TODAY)
