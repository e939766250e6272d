"""Many requests at once through a small pool of connections, while everything that can break breaks."""

import random
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection, connections
from django.test import RequestFactory

from tests.isolation.canaries import Canaries, Tier
from tests.isolation.routes import ROUTES, Kind, Route
from tests.isolation.world import ROLES, World
from tests.support import database

POOL_SIZE, THREADS = 2, 4
FAULT_ODDS = 0.03
DISCONNECT_ODDS = 0.05
SETTINGS = "SELECT DISTINCT m[1] FROM pg_policies, regexp_matches(qual || coalesce(with_check, ''), '''(app\\.\\w+)''', 'g') m"
_CSRF = "a" * 32
# Whoever logs out asks for nothing any more.
_ENDS = re.compile("logout")


@dataclass
class Findings:
    """What happened, of all threads together."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    checkouts: int = 0
    stained: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())

    def __str__(self) -> str:
        faults = ", ".join(f"{count} {name}" for name, count in sorted(self.faults.items()))
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(self.statuses.items()))
        return (
            f"{self.requests} pooled requests ({answers}); faults: {faults}; "
            f"{self.checkouts} checkouts, {len(self.stained)} with a setting left over; {len(self.leaks)} leaks"
        )


class Fault(Exception):  # noqa: N818
    """Thrown in by the suite."""


def _raise() -> None:
    raise Fault


def _lose() -> None:
    raise OperationalError("thrown in")


_FAULTS: dict[str, Callable[[], None] | str] = {
    "exceptions": _raise,
    "lost connections": _lose,
    "killed backends": "SELECT pg_terminate_backend(pg_backend_pid())",
    "statement timeouts": "SET statement_timeout = 1; SELECT pg_sleep(5)",
}


def storm(world: World, source: str, *, requests: int, seed: int) -> Findings:
    """That many requests by several threads on a copy of the world. `source` is the name of the world's database."""
    findings = Findings()
    with database.copy_of(source, "pool") as name, _small_pool(), database.using(name):
        with connection.cursor() as cursor:
            cursor.execute(SETTINGS)
            names = [row[0] for row in cursor.fetchall()]
        connection.close()
        with _watched_checkouts(names, findings):
            threads = [
                threading.Thread(target=_ask_many, args=(world, requests // THREADS, seed + number, findings))
                for number in range(THREADS)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    return findings


@contextmanager
def _small_pool() -> Iterator[None]:
    options = connections["default"].settings_dict["OPTIONS"]
    before = options["pool"]
    options["pool"] = {"min_size": 1, "max_size": POOL_SIZE, "timeout": 60}
    try:
        yield
    finally:
        options["pool"] = before


@contextmanager
def _watched_checkouts(names: list[str], findings: Findings) -> Iterator[None]:
    """Each connection that the pool hands out is asked what it carries."""
    pool = connections["default"].pool  # type: ignore[attr-defined]
    hand_out = pool.getconn

    def getconn(*args: Any, **kwargs: Any) -> Any:
        given = hand_out(*args, **kwargs)
        listed = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in names)
        values = given.execute(f"SELECT {listed}").fetchone()
        findings.checkouts += 1
        if any(values):
            findings.stained.append(str(dict(zip(names, values, strict=True))))
        return given

    pool.getconn = getconn
    yield
    pool.getconn = hand_out


def _ask_many(world: World, requests: int, seed: int, findings: Findings) -> None:
    dice, handler = random.Random(seed), WSGIHandler()
    canaries = {tenant.name: world.canaries_of(tenant) for tenant in (world.mine, world.theirs)}

    def fault(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if dice.random() < FAULT_ODDS:
            name = dice.choice(sorted(_FAULTS))
            findings.faults[name] += 1
            thrown = _FAULTS[name]
            if callable(thrown):
                thrown()
            else:
                execute(thrown, None, False, context)
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(fault):
            for _ in range(requests):
                _ask(world, handler, dice, canaries, findings)
    finally:
        connection.close()


def _ask(
    world: World, handler: WSGIHandler, dice: random.Random, canaries: dict[str, Canaries], findings: Findings
) -> None:
    role, pattern = dice.choice(ROLES), dice.choice(sorted(ROUTES))
    route = ROUTES[pattern]
    acts = dice.random() < 0.4 and role not in ("staff", "superuser") and not _ENDS.search(pattern)
    names = route.names(pattern, "POST" if acts else "GET")
    sources = [world.tenant_of(role).values, world.foreign, world.mine.values, world.nobodys]
    values = {name: dice.choices(sources, [6, 2, 1, 1])[0][name] for name in names}
    environ = _environ(world, role, route, route.address(pattern, values), values if acts else None)
    status, said = _answer(handler, environ, disconnects=dice.random() < DISCONNECT_ODDS)
    findings.statuses[status] += 1
    for value in values.values():
        said = said.replace(str(value), "…")
    other = world.mine if role.startswith("theirs_") else world.theirs
    if role in ("both", "staff", "superuser") or route.kind is Kind.SIGNED:
        return
    allowed = Tier.PUBLIC if route.kind is Kind.PUBLIC else Tier.NONE
    for leak in canaries[other.name].above(said, allowed):
        findings.leaks.append(f"{environ['REQUEST_METHOD']} {pattern} as {role}: {leak!r}")


def _environ(
    world: World, role: str, route: Route, address: str, sent: dict[str, Any] | None
) -> dict[str, Any]:
    """What a server tells of a request; one that sends something is a POST."""
    factory = RequestFactory(headers={"X-CSRFToken": _CSRF})
    factory.cookies[settings.CSRF_COOKIE_NAME] = _CSRF
    if role in world.cookies:
        factory.cookies[settings.SESSION_COOKIE_NAME] = world.cookies[role]
    headers = {"authorization": f"Bearer {world.mine.secrets['all']}"} if role == "token" else {}
    if sent is None:
        return dict(factory.get(address, route.said, headers=headers).environ)
    fields = dict(route.said) | {name: str(sent[value]) for name, value in route.body.items()}
    return dict(factory.post(address, fields, headers=headers).environ)


def _answer(handler: WSGIHandler, environ: dict[str, Any], *, disconnects: bool) -> tuple[int, str]:
    """The status, and headers and body as one text; nothing of the body for who went away before it came."""
    said: list[str] = []
    response: Any = handler(environ, lambda status, headers, *rest: said.append(f"{headers}"))  # type: ignore[arg-type]
    pieces: list[bytes] = []
    try:
        # A fault in the middle of a streamed answer breaks it off; what came until then was seen.
        with suppress(Exception):
            pieces.extend(() if disconnects else response)
    finally:
        response.close()
    return response.status_code, "".join(said) + b"".join(pieces).decode(errors="replace")
