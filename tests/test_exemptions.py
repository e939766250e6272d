"""Every exemption from ruff's rules of security says why, where it stands."""

import re

from tests.support.environment_variables import CHECKOUT

SOURCES = ("accounts", "api", "campaigns", "candyplatform")
EXEMPTION = re.compile(r"# noqa: (?:[A-Z]+\d+, ?)*S\d+.*")


def test_every_exemption_from_a_rule_of_security_has_a_reason() -> None:
    files = [path for source in SOURCES for path in (CHECKOUT / source).rglob("*.py")]
    exemptions = [found[0] for path in files for found in EXEMPTION.finditer(path.read_text())]
    assert len(exemptions) > 5
    assert [text for text in exemptions if not re.search(r" - \S+( \S+)+", text)] == []


def test_whole_families_are_exempted_for_tests_and_the_runner_alone() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text()
    section = text.partition("[tool.ruff.lint.per-file-ignores]")[2].partition("\n[")[0]
    assert [line.split('"')[1] for line in section.splitlines() if '"S' in line] == [
        "tests/**", "candyplatform/runner/**"
    ]  # fmt: skip
    assert '"S",' in text.partition("select = ")[2].partition("]")[0]
