"""What members can do on pages, tokens can do by the API; or it is said here why not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.isolation.operations import CHECKOUT, guarded

PEOPLE = "who belongs to an organization is for its people to say, not for a program that outlives them"
ORGANIZATION = "the organization itself is its owners' affair: a token never acts as an owner"
FILES = "the API takes JSON of at most a megabyte: a program gives a picture's address, which `event-picture/` fetches"
AGAIN = "`PUT` to `event-picture/` asks anew, for the same address or another"
WIZARD = "a step of the wizard, which keeps what somebody is typing; `PATCH` writes what is finished"
# operation -> why the API has none of its own.
NOT_BY_TOKEN = {
    "accounts.leaving.organizations.": ORGANIZATION,
    "accounts.entrance.operations.": PEOPLE,
    "accounts.logos.operations.": ORGANIZATION,
    "accounts.organizations.operations.": ORGANIZATION,
    "accounts.members.": PEOPLE,
    "accounts.tokens.operations.": "a token makes no tokens: who steals one would keep the door open",
    "campaigns.authoring.drafting.": WIZARD,
    "campaigns.authoring.picture.operations.put_picture": FILES,
    "campaigns.authoring.picture.operations.ask_again": AGAIN,
    "campaigns.authoring.tools.operations.": "a token makes no way for another program's token: event tools are connected by people",
    "campaigns.authoring.in_step.operations.settle_event": "a page's way of leaving an offer, which the API has",
    "campaigns.authoring.companies.": "comes with the campaign that asks it: `proposed_company`",
    "campaigns.gathering.sharing.take_along": "a file for people; `supporters/addresses/` lists the same",
    "campaigns.moderation.operations.": "a step of hiding and showing, which the API has",
    "campaigns.transitions.operations.submit": "a step of `campaigns.authoring.operations.submit`, which the API has",
}


def test_every_operation_of_members_is_there_or_said_to_be_for_people() -> None:
    called = set(_called())
    operations = {f"{guard.module}.{guard.function}" for guard in guarded()}
    missing = {name for name in operations - called if not _reason(name)}
    assert missing == set(), "Add it to the API, or say in NOT_BY_TOKEN why it is none of its"
    assert len(operations & called) >= 12


def test_every_reason_is_about_an_operation() -> None:
    operations = {f"{guard.module}.{guard.function}" for guard in guarded()}
    idle = [start for start in NOT_BY_TOKEN if not any(name.startswith(start) for name in operations)]
    assert idle == []


@pytest.mark.parametrize(
    "name", ["campaigns.transitions.operations.close", "campaigns.gathering.operations.call_off"]
)
def test_suite_finds_what_the_api_calls(name: str) -> None:
    assert name in set(_called())


def _reason(name: str) -> str:
    return next((why for start, why in NOT_BY_TOKEN.items() if name.startswith(start)), "")


def _called() -> Iterator[str]:
    """Every name of another module that the API's sources speak of, in full."""
    for path in sorted((CHECKOUT / "api").rglob("*.py")):
        yield from _names_in(path)


def _names_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    imported = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    yield from imported.values()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{imported.get(node.value.id, '')}.{node.attr}"
