"""docs/dependencies.md names every package that is asked for, and no other."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from tests.docs.tables import rows_after
from tests.support.environment_variables import CHECKOUT

OURS = ("accounts", "api", "campaigns", "candyplatform")


def asked_for(file: str) -> set[str]:
    lines = (line.split("#")[0].strip() for line in (CHECKOUT / file).read_text().splitlines())
    return {_name(line) for line in lines if line and not line.startswith("-")}


def explained(words: str) -> set[str]:
    cells = (row[0] for row in rows_after("dependencies.md", words))
    return {_name(part) for cell in cells for part in cell.split(", ")}


def _name(text: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", text)
    assert found, text
    return found[0].lower()


@pytest.mark.parametrize(
    ("file", "words"), [("requirements.in", "## The product"), ("requirements-dev.in", "## Tests and checks")]
)
def test_dependencies_page_names_every_package_and_no_other(file: str, words: str) -> None:
    assert explained(words) == asked_for(file)


def imported_by_the_product() -> Iterator[str]:
    """The top-level names that our apps import while they run."""
    for path in (path for app in OURS for path in (CHECKOUT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Import(names=names):
                    yield from (alias.name.split(".")[0] for alias in names)
                case ast.ImportFrom(module=str(module)):
                    yield module.split(".")[0]


def test_product_asks_for_every_package_that_it_imports() -> None:
    """Else it runs here, where a test's package happens to bring it, and not in the image."""
    foreign = set(imported_by_the_product()) - sys.stdlib_module_names - {*OURS, "_typeshed"}
    assert len(foreign) > 10
    providers = packages_distributions()
    asked = asked_for("requirements.in")
    assert {
        name for name in foreign if not asked & {_name(p.replace("_", "-")) for p in providers[name]}
    } == set()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"])
def test_lock_file_pins_every_package_by_hash_and_without_an_address(file: str) -> None:
    text = (CHECKOUT / file).read_text()
    assert "://" not in text
    packages = re.split(r"\n(?=[A-Za-z])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())
    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []
