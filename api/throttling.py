"""How often the API may be asked: by an address, a token, an organization; and by an address whose tokens are not valid."""

import hashlib
from typing import cast

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from accounts.tokens.callers import AuthenticatedToken, Caller
from candyplatform.base import limits
from candyplatform.base.client_address import counted_address
from candyplatform.base.limits import Question

# The names of draft-ietf-httpapi-ratelimit-headers up to its sixth revision, which clients and libraries read; later ones
# put the same into one structured field, which hardly any does.
HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_FAILED = "api.failed"
_MOST_KNOWN = 10_000


class Callers:
    """Whom headers of requests spoke for in this process: what to count, known before the token is looked up.

    Whose a token is never changes; whether it is valid is not known here. Only hashes of the headers are kept.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[Question, ...]] = {}

    def counted_for(self, header: str) -> tuple[Question, ...]:
        """What this header's request counts for beside its address; nothing where that is not known."""
        return self._known.get(self._key(header), ())

    def remember(self, header: str, questions: tuple[Question, ...]) -> None:
        """It speaks for a token that these count."""
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[self._key(header)] = questions

    def forget(self, header: str) -> None:
        """It speaks for nobody (any more): what is refused uses up nobody's allowance."""
        self._known.pop(self._key(header), None)

    @staticmethod
    def _key(header: str) -> bytes:
        return hashlib.sha256(header.encode()).digest()


_callers = Callers()


class Allowance:
    """What is left to the caller of one request, under every limit that it counts for."""

    def __init__(self, request: HttpRequest) -> None:
        self._address = counted_address(request)
        self._header = request.headers.get("Authorization", "")
        self._verdicts: list[limits.Verdict] = []
        self._failures: limits.Verdict | None = None
        self._is_all_counted = False

    def count(self) -> None:
        """Count the request for its address, and for token and organization when these are known; look how often the address
        failed. In one round trip. Raises `Throttled`."""
        known = _callers.counted_for(self._header)
        looked = Question(_FAILED, self._address, counts=False)
        counted, *more = limits.ask(Question("api.address", self._address), looked, *known)
        self._note(counted)
        self._failures, *others = more
        self._note(*others)
        self._is_all_counted = bool(known)

    def refuse_who_failed_too_often(self) -> None:
        """Raise `Throttled` for an address that has used up its failures."""
        if self._failures:
            _raise_when_refused(self._failures)

    def count_failure(self) -> None:
        """Count a token that is not valid. Raises `Throttled` when it is one too many."""
        _callers.forget(self._header)
        _raise_when_refused(limits.hit(_FAILED, self._address))

    def count_caller(self, caller: Caller) -> None:
        """Count the request for its token (or member) and the organization, unless it was. Raises `Throttled`."""
        if self._is_all_counted:
            return
        questions = (
            Question("api.token", caller.counted_as),
            Question("api.organization", str(caller.organization_id)),
        )
        if isinstance(caller, AuthenticatedToken):
            _callers.remember(self._header, questions)
        self._note(*limits.ask(*questions))

    def count_also(self, name: str, key: str) -> None:
        """Count the request under a limit of its own. Raises `Throttled`."""
        self._note(limits.hit(name, key))

    def _note(self, *verdicts: limits.Verdict) -> None:
        self._verdicts += verdicts
        for verdict in verdicts:
            _raise_when_refused(verdict)

    def tell(self, response: HttpResponse) -> None:
        """Put the allowance that runs out first into the headers."""
        if not self._verdicts:
            return
        tightest = min(self._verdicts, key=lambda verdict: (verdict.remaining, -verdict.wait))
        values = (tightest.limit, tightest.remaining, tightest.wait)
        for name, value in zip(HEADERS, values, strict=True):
            response[name] = str(value)


def begin(request: HttpRequest) -> Allowance:
    """The allowance of a request that is about to be answered; it is kept with it."""
    request.allowance = allowance = Allowance(request)  # type: ignore[attr-defined]
    return allowance


def allowance_of(request: Request) -> Allowance:
    """The request's allowance."""
    return cast("Allowance", request.allowance)  # type: ignore[attr-defined]  # DRF hands on what Django's request has


def _raise_when_refused(verdict: limits.Verdict) -> None:
    if not verdict.allowed:
        raise Throttled(verdict.wait)
