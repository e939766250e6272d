"""Every operation of the OpenAPI document, with every token of ours, against what is theirs."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.tokens.scopes import TokenScope
from api.schema import document
from tests.isolation.canaries import Tier
from tests.isolation.doors import ask
from tests.isolation.routes import ROUTES, Kind
from tests.isolation.rows import report
from tests.isolation.world import World, passing

pytestmark = pytest.mark.isolation
LABELS = (*TokenScope.values, "all", "expired", "revoked")


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(pattern in `ROUTES`, method, what the document says) of every operation."""
    patterns = {_nameless(pattern): pattern for pattern, route in ROUTES.items() if route.kind is Kind.API}
    for path, methods in document("https://api.example")["paths"].items():
        for method, said in methods.items():
            yield (
                patterns[_nameless(path.lstrip("/").replace("{", "<").replace("}", ">"))],
                method.upper(),
                said,
            )


def _nameless(pattern: str) -> str:
    return "/".join("<>" if part.startswith("<") else part for part in pattern.split("/"))


def check_tokens(world: World) -> None:
    """A token opens what its scopes say, of its own organization; theirs is like nothing at all."""
    wrong = []
    for pattern, method, said in operations():
        [needed] = next(iter(said["security"][0].values()))
        for label in LABELS:
            opens = label in (needed, "all")
            replies = {}
            for whose in ("own", "theirs", "nobodys"):
                values = {"own": world.mine.values, "theirs": world.foreign, "nobodys": world.nobodys}[whose]
                with passing():
                    reply = ask(world.bearer(label), ROUTES[pattern], pattern, method, values)
                sent = {name: values[name] for name in ROUTES[pattern].names(pattern)}
                replies[whose] = reply.without(sent if whose != "own" else {})
                if leaks := world.canaries.above(replies[whose].headers + replies[whose].text, Tier.NONE):
                    wrong.append(f"{method} {pattern} with {label}, {whose}: shows {leaks}")
            expected = ROUTES[pattern].answers if opens else 403 if label in TokenScope.values else 401
            status = replies["own"].status
            if expected not in (status, status // 100):
                wrong.append(f"{method} {pattern} with {label}: {status}, not {expected}")
            if ROUTES[pattern].names(pattern, method) and replies["theirs"] != replies["nobodys"]:
                wrong.append(
                    f"{method} {pattern} with {label}: theirs is answered otherwise than what does not exist"
                )
            if "<" in pattern and opens and replies["theirs"].status != 404:
                wrong.append(
                    f"{method} {pattern} with {label}: theirs is answered with {replies['theirs'].status}"
                )
    report(wrong)


def test_tokens_open_nothing_of_another_organization(world: World) -> None:
    check_tokens(world)


def test_lists_count_the_own_rows_alone(world: World) -> None:
    reply = world.bearer("all").get("/api/v1/campaigns/").json()
    assert reply["count"] == len(reply["results"]) == len(world.mine.campaigns)
    assert {found["id"] for found in reply["results"]} == {
        str(found.id) for found in world.mine.campaigns.values()
    }
