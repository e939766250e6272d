"""Asking: one request, what came of it, and whether that tells anything of the other organization."""

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.isolation.canaries import Tier
from tests.isolation.routes import Kind, Route
from tests.isolation.world import World, fingerprint, passing, values_of

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
REFUSED = frozenset({302, 401, 403, 404, 405, 406})
# What is another at every request, whoever asks for what.
_CHANGING = re.compile(r"\b[0-9A-Za-z]{64}\b|\bnonce(=\"|-)[^\"']+")
# What counts requests or bytes says nothing of whose they are.
_MOVING = ("Content-Length", "Expires", "RateLimit-Remaining", "RateLimit-Reset")
_OWN_COOKIES = (settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME)
_LITERALS = re.compile(r"'(?:[^']|'')*'(?:::\w+(?:\[\])?)?|\b\d+\b")
_SAVEPOINTS = re.compile(r'"s\d+_x\d+"')


@dataclass(frozen=True)
class Reply:
    """What came back, and the shapes of the queries that were made for it."""

    status: int
    headers: str
    text: str
    queries: tuple[str, ...]

    def without(self, words: Mapping[str, object]) -> "Reply":
        """The same, with the words that the asker sent left out: an address is echoed, and that is no news to them."""
        return Reply(self.status, _mask(self.headers, words), _mask(self.text, words), self.queries)


@dataclass
class Tally:
    """What was tried."""

    requests: int = 0
    foreign: int = 0


@dataclass(frozen=True)
class Variant:
    """Which values of a request are the other organization's (or, in its twin, nobody's): all others are the asker's own."""

    name: str
    foreign: frozenset[str] = frozenset()

    def values(self, world: World, own: Mapping[str, Any], instead: str) -> dict[str, Any]:
        others = values_of(world)[instead]
        return {name: others[name] if name in self.foreign else value for name, value in own.items()}


OWN = Variant("own")


def variants(names: tuple[str, ...]) -> list[Variant]:
    """Each object of theirs alone in an address of ours; all of them; and everything theirs, last."""
    objects = [name for name in names if name != "org"]
    alone = [Variant(f"their {name}", frozenset({name})) for name in objects]
    together = [Variant("their " + " and ".join(objects), frozenset(objects))] if len(objects) > 1 else []
    wholly = [Variant("their organization", frozenset(names))] if "org" in names else []
    return alone + together + wholly


def worth_trying(found: list[Variant], reply: Reply) -> list[Variant]:
    """All of them where the role may do something with what is its own. Who is not let in there tries once, with everything theirs."""
    is_let_in = reply.status not in (401, 404, 405) and "/login/" not in reply.headers
    return found if is_let_in else found[-1:]


def ask(client: Client, route: Route, pattern: str, method: str, values: Mapping[str, Any]) -> Reply:
    """One request with these values."""
    fields = route.body if method == "POST" else route.query
    # What programs read with is strict: what is said to write something would be an error there.
    said = {} if route.kind is Kind.API else route.said
    sent = dict(said) | {name: str(values[value]) for name, value in fields.items()}
    address = route.address(pattern, values)
    reset_queries()
    response: Any
    with CaptureQueriesContext(connection) as captured:
        if route.kind is Kind.API and method in ("POST", "PUT", "PATCH", "DELETE"):
            response = _written(client, route, method, address, values)
        elif method in ("GET", "HEAD", "POST"):
            response = getattr(client, method.lower())(address, sent)
        else:
            response = client.generic(method, address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()) if name not in _MOVING)
    cookies = "\n".join(
        f"{name}={'' if name in _OWN_COOKIES else _unsigned(cookie.value)}"
        for name, cookie in sorted(response.cookies.items())
    )
    return Reply(
        response.status_code,
        _CHANGING.sub("", headers) + "\n" + cookies,
        _CHANGING.sub("", body.decode(errors="replace")),
        tuple(_shape(query["sql"]) for query in captured.captured_queries),
    )


def _written(client: Client, route: Route, method: str, address: str, values: Mapping[str, Any]) -> Any:
    """A program's request: JSON, of whichever version there is."""
    fields = route.body if method == "POST" else {}
    said = route.said_by.get(method, route.said)
    sent = dict(said) | {name: str(values[value]) for name, value in fields.items()}
    body = json.dumps(sent) if sent and method != "DELETE" else b""
    return client.generic(method, address, body, content_type="application/json", headers={"if-match": "*"})


def _unsigned(cookie: str) -> str:
    """A cookie's value without the second in which it was signed."""
    return cookie.partition(":")[0]


def examine(world: World, pattern: str, route: Route, role: str, tally: Tally) -> list[str]:
    """Everything that one role learns or changes at one address, by any method, that it should not. Undone afterwards."""
    visit = _Visit(world, pattern, route, role, tally)
    methods = METHODS if not role.startswith("theirs_") else ("GET",)
    with passing():
        wrong = [
            f"{method} {pattern} as {role}: {problem}"
            for method in methods
            for problem in visit.problems(method)
        ]
        if not may_change_theirs(route.kind, role):
            after = fingerprint(world)
            changed = [table for table, value in after.items() if value != world.untouched[table]]
            wrong += [f"{pattern} as {role}: {table} of theirs changed" for table in changed]
    return wrong


@dataclass(frozen=True)
class _Visit:
    """One role at one address."""

    world: World
    pattern: str
    route: Route
    role: str
    tally: Tally

    def problems(self, method: str) -> Iterator[str]:
        """What is wrong with the answers to this method."""
        names = self.route.names(self.pattern, method)
        own = {name: self.world.tenant_of(self.role).values[name] for name in names}
        mine, theirs = self.world.mine.values, self.world.theirs.values
        found = variants(tuple(name for name in names if mine[name] != theirs[name]))
        # The other methods say no more than these two: with them everything theirs is tried, and what is own only where there is no such.
        if method in ("GET", "POST") or not found:
            reply = self._asked(method, own)
            yield from self._faults(OWN, reply)
            found = worth_trying(found, reply)
        if self.role.startswith("theirs_"):
            yield from self._control(reply)
            return
        for variant in found if method in ("GET", "POST") else found[-1:]:
            yield from self._tried(method, own, variant)

    def _tried(self, method: str, own: Mapping[str, Any], variant: Variant) -> Iterator[str]:
        """The other organization's values, and the same with nobody's."""
        theirs = self._instead(method, own, variant, "theirs")
        yield from self._faults(variant, theirs)
        # Where nothing was looked up, nothing can be told apart.
        if theirs.queries and not knows(self.route.kind, self.role, variant):
            yield from _differences(variant, theirs, self._instead(method, own, variant, "nobodys"))

    def _instead(self, method: str, own: Mapping[str, Any], variant: Variant, whose: str) -> Reply:
        values = variant.values(self.world, own, whose)
        return self._asked(method, values).without({name: values[name] for name in variant.foreign})

    def _asked(self, method: str, values: Mapping[str, Any]) -> Reply:
        self.tally.requests += 1
        with passing():
            return ask(self.world.client(self.role), self.route, self.pattern, method, values)

    def _faults(self, variant: Variant, reply: Reply) -> Iterator[str]:
        kind = self.route.kind
        if reply.status >= 500 or reply.status == 429:
            yield f"{variant.name}: {reply.status}"
        if "org" in variant.foreign and not knows(kind, self.role, variant) and reply.status not in REFUSED:
            yield f"{variant.name}: answered with {reply.status}"
        leaks = self.world.canaries.above(reply.headers + reply.text, allowed(kind, self.role, variant))
        self.tally.foreign += len(leaks)
        for leak in leaks:
            yield f"{variant.name}: shows {leak!r}"

    def _control(self, reply: Reply) -> Iterator[str]:
        """Their own people do see what the others must not: else the suite would look for nothing."""
        if self.route.kind is not Kind.DESK:
            return
        if self.route.says_nothing:
            return
        if reply.status == 200 and not self.world.canaries.highest(reply.text):
            yield "shows nothing of the organization to its own members: is the address filled as it should be?"
        if self.role == "theirs_owner" and reply.status not in (200, 302, 405):
            yield f"answers its own owner with {reply.status}: is the address filled as it should be?"


def _differences(variant: Variant, theirs: Reply, twin: Reply) -> Iterator[str]:
    for what in ("status", "headers", "text"):
        if getattr(theirs, what) != getattr(twin, what):
            said = _told_apart(str(getattr(theirs, what)), str(getattr(twin, what)))
            yield f"{variant.name}: another {what} than for what does not exist: {said:.600}"
    if theirs.queries != twin.queries:
        yield f"{variant.name}: other queries ({len(theirs.queries)}) than for what does not exist ({len(twin.queries)})"


def _told_apart(theirs: str, twin: str) -> str:
    """The lines of the two that only one of them has."""
    lines = difflib.unified_diff(
        theirs.splitlines(), twin.splitlines(), "theirs", "nobody's", lineterm="", n=0
    )
    return "\n".join(lines)


def allowed(kind: Kind, role: str, variant: Variant) -> Tier:
    """The most secret tier of the other organization's texts that this role may be shown there."""
    if role.startswith("theirs_") or knows(kind, role, variant):
        return Tier.PRIVATE if kind is Kind.STAFF else Tier.SECRET
    if kind in (Kind.PERSON, Kind.DESK) and role == "both":
        return Tier.PUBLIC  # the names of one's organizations
    if kind is Kind.PUBLIC:
        return Tier.PUBLIC
    return Tier.NONE


def knows(kind: Kind, role: str, variant: Variant) -> bool:
    """Whether the role may know of what is the other organization's there."""
    if kind is Kind.STAFF:
        return role in ("staff", "superuser")
    return kind is Kind.DESK and role == "both" and "org" in variant.foreign


def may_change_theirs(kind: Kind, role: str) -> bool:
    """Whether the role may have an effect on the other organization there: its own members, people of both, staff."""
    return (
        role.startswith("theirs_")
        or role == "both"
        or (kind is Kind.STAFF and role in ("staff", "superuser"))
    )


def _shape(sql: str) -> str:
    return _SAVEPOINTS.sub("s", _LITERALS.sub("?", sql))


def _mask(text: str, words: Mapping[str, object]) -> str:
    for word in sorted((str(word) for word in words.values()), key=len, reverse=True):
        text = text.replace(word, "…")
    return text
