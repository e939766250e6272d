"""One thing taken away, for as long as a block lasts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from time import monotonic

from django.db import connection

from tests.isolation.world import World
from tests.support.database import owner_connection

Check = Callable[[World], None]


@dataclass(frozen=True)
class Mutant:
    """What is taken away, and the checks that must miss it: the fitting ones, until the first that does."""

    name: str
    apply: Callable[[], AbstractContextManager[None]]
    checks: Sequence[Check]


@dataclass
class Outcome:
    """How a run went."""

    killed: int = 0
    survivors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __str__(self) -> str:
        total = self.killed + len(self.survivors)
        return f"{total} mutants, {self.killed} caught, survivors: {self.survivors or 'none'}, {self.seconds:.0f} s"


def run(world: World, mutants: Sequence[Mutant]) -> Outcome:
    """Let each mutant live once. First without any: a check that is red then proves nothing."""
    outcome, started = Outcome(), monotonic()
    for check in {check: None for mutant in mutants for check in mutant.checks}:
        check(world)
    for mutant in mutants:
        with mutant.apply():
            caught = any(_is_red(check, world) for check in mutant.checks)
        if caught:
            outcome.killed += 1
        else:
            outcome.survivors.append(mutant.name)
    outcome.seconds = monotonic() - started
    return outcome


def _is_red(check: Check, world: World) -> bool:
    try:
        check(world)
    except AssertionError:
        return True
    return False


@contextmanager
def statements(forward: Sequence[str], backward: Sequence[str]) -> Iterator[None]:
    """These statements, as the owner of the tables, and then those that undo them."""
    _as_owner(forward)
    try:
        yield
    finally:
        _as_owner(backward)


def _as_owner(wanted: Sequence[str]) -> None:
    connection.close()
    with owner_connection(connection.settings_dict["NAME"]) as owner, owner.transaction():
        for statement in wanted:
            owner.execute(statement)


@contextmanager
def together(parts: Sequence[AbstractContextManager[None]]) -> Iterator[None]:
    """All of them at once."""
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(part)
        yield


def ask_owner(query: str) -> list[tuple[str, ...]]:
    """What the catalog says."""
    with owner_connection(connection.settings_dict["NAME"]) as owner:
        return owner.execute(query).fetchall()
