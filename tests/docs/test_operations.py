"""docs/operations.md says what the code reads, no less and no more."""

import ast
import re
from pathlib import Path

import yaml

from candyplatform.rate_limits import RATES
from tests.docs.tables import by_name, rows_after
from tests.support.environment_variables import CHECKOUT, RUNNER, SETTINGS, read_by

PAGE = "operations.md"
COMPOSE = CHECKOUT / "docker" / "compose.yaml"


def test_operations_page_has_every_setting_and_no_other() -> None:
    assert set(by_name(PAGE, "## Settings")) == set(read_by(*SETTINGS))


def test_operations_page_has_every_variable_of_the_runner_and_no_other() -> None:
    assert set(by_name(PAGE, "`./dev` reads:")) == set(read_by(*RUNNER)) - set(read_by(*SETTINGS))


def test_operations_page_has_every_variable_of_the_compose_file_and_no_other() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE.read_text()))
    assert set(by_name(PAGE, "Only the compose file reads:")) == asked - set(read_by(*SETTINGS))


def test_operations_page_has_every_process_of_the_compose_file() -> None:
    assert set(by_name(PAGE, "## What runs")) == set(yaml.safe_load(COMPOSE.read_text())["services"])


def test_operations_page_gives_the_defaults_that_settings_have() -> None:
    said = {name: cells[0].strip("`") for name, cells in by_name(PAGE, "## Settings").items()}
    literal = {
        name: _as_variable(ast.literal_eval(default))
        for name, default in read_by(*SETTINGS).items()
        if isinstance(default, ast.Constant | ast.List)
    }
    assert len(literal) > 10
    # A variable with an empty default is either empty or asked for when the start is refused.
    wrong = {name: (said[name], value) for name, value in literal.items() if said[name] not in _ways(value)}
    assert wrong == {}


def test_operations_page_has_every_limit_with_its_number() -> None:
    assert {name: cells[0] for name, cells in by_name(PAGE, "## Limits").items()} == dict(RATES)


def test_api_page_has_the_numbers_of_the_limits() -> None:
    told = [cells[1].replace(" a ", "/") for cells in rows_after("api.md", "### How often")]
    assert told == [RATES[f"api.{name}"] for name in ("token", "organization", "address", "failed")]


def _as_variable(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if isinstance(value, list) else str(value)


def _ways(value: str) -> tuple[str, ...]:
    return (value,) if value else ("empty", "none, required")


def test_environment_reader_finds_each_way_of_reading(tmp_path: Path) -> None:
    """The tests above would pass on nothing found."""
    source = tmp_path / "source.py"
    source.write_text(
        'env.str("A", default="x")\n_env.bool("B")\n_database("C")\nos.environ.get("D")\n'
        'os.environ["E"]\n"F" not in os.environ\nother.get("G")\n'
    )
    assert set(read_by(source)) == {"A", "B", "C", "D", "E", "F"}
