"""How often the API may be asked: by an address, a token, an organization; and by an address whose tokens are not valid."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from accounts.tokens.callers import Caller
from candyplatform.base import limits
from candyplatform.base.client_address import counted_address
from candyplatform.base.limits import Question

# The names of draft-ietf-httpapi-ratelimit-headers up to its sixth revision, which clients and libraries read; later ones
# put the same into one structured field, which hardly any does.
HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_FAILED = "api.failed"


class Allowance:
    """What is left to the caller of one request, under every limit that it counts for."""

    def __init__(self, request: HttpRequest) -> None:
        self._address = counted_address(request)
        self._verdicts: list[limits.Verdict] = []
        self._failures: limits.Verdict | None = None

    def count_address(self) -> None:
        """Count the request for its address, and look how often that failed. Raises `Throttled`."""
        counted, *looked = limits.ask(
            Question("api.address", self._address), Question(_FAILED, self._address, counts=False)
        )
        self._verdicts.append(counted)
        _raise_when_refused(counted)
        self._failures = looked[0]

    def refuse_who_failed_too_often(self) -> None:
        """Raise `Throttled` for an address that has used up its failures."""
        if self._failures:
            _raise_when_refused(self._failures)

    def count_failure(self) -> None:
        """Count a token that is not valid. Raises `Throttled` when it is one too many."""
        _raise_when_refused(limits.hit(_FAILED, self._address))

    def count_caller(self, caller: Caller) -> None:
        """Count the request for its token (or member) and the organization. Raises `Throttled`."""
        verdicts = limits.ask(
            Question("api.token", caller.counted_as),
            Question("api.organization", str(caller.organization_id)),
        )
        self._verdicts += verdicts
        _raise_when_refused(verdicts[-1])

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
