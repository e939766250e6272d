"""docs/security.md names tests and files that there are, and each requirement of ASVS once."""

import re
from collections import Counter
from pathlib import Path

from tests.docs.tables import rows_after
from tests.support.environment_variables import CHECKOUT

PAGE = (CHECKOUT / "docs" / "security.md").read_text()
ASVS = (Path(__file__).parent / "asvs-5.0-level-2.txt").read_text().split()
ROOMS = ("accounts/", "api/", "campaigns/", "candyplatform/", "docker/", "docs/", "tests/", "requirements")
STATES = {"met", "not met", "not applicable", "operator"}


def named() -> list[str]:
    return [text for text in re.findall(r"`([^`\s]+)`", PAGE) if text.startswith(ROOMS)]


def test_security_page_names_files_and_tests_that_there_are() -> None:
    assert len(named()) > 60
    missing = []
    for name in named():
        path, _, function = name.partition("::")
        file = CHECKOUT / path
        if not file.exists() or (function and f"def {function}(" not in file.read_text()):
            missing.append(name)
    assert missing == []


def test_every_promise_has_a_test() -> None:
    rows = rows_after("security.md", "## What is promised")
    assert len(rows) > 12
    assert [row[0] for row in rows if "`tests/" not in row[2]] == []


def test_every_requirement_of_level_two_is_answered_once() -> None:
    rows = rows_after("security.md", "## ASVS 5.0, level 2")
    ids = Counter(part for row in rows for part in row[0].split(", "))
    assert len(ASVS) == 253
    assert (set(ASVS) - set(ids), set(ids) - set(ASVS)) == (set(), set())
    assert [name for name, times in ids.items() if times > 1] == []
    assert {row[2] for row in rows} == STATES
    assert [row[0] for row in rows if not row[3]] == []
