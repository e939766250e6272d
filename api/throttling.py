"""How often the API may be asked: by an address, a token, an organization; and by an address whose tokens are not valid."""

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from accounts.tokens.operations import AuthenticatedToken
from candyplatform.base import limits
from candyplatform.base.client_address import counted_address

# The names of draft-ietf-httpapi-ratelimit-headers up to its sixth revision, which clients and libraries read; later ones
# put the same into one structured field, which hardly any does.
HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_FAILED = "api.failed"


class Allowance:
    """What is left to the caller of one request, under every limit that it counts for."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._verdicts: list[limits.Verdict] = []

    def count_address(self) -> None:
        """Count the request for its address. Raises `Throttled`."""
        self._count("api.address", counted_address(self._request))

    def count_token(self, token: AuthenticatedToken) -> None:
        """Count the request for its token and the token's organization. Raises `Throttled`."""
        self._count("api.token", str(token.token_id))
        self._count("api.organization", str(token.organization_id))

    def tell(self, response: HttpResponse) -> None:
        """Put the allowance that runs out first into the headers."""
        if not self._verdicts:
            return
        tightest = min(self._verdicts, key=lambda verdict: (verdict.remaining, -verdict.wait))
        values = (tightest.limit, tightest.remaining, tightest.wait)
        for name, value in zip(HEADERS, values, strict=True):
            response[name] = str(value)

    def _count(self, name: str, subject: str) -> None:
        verdict = limits.hit(name, subject)
        self._verdicts.append(verdict)
        _raise_when_refused(verdict)


def refuse_who_failed_too_often(request: Request) -> None:
    """Raise `Throttled` for an address that has used up its failures."""
    _raise_when_refused(limits.look(_FAILED, counted_address(request)))


def count_failure(request: Request) -> None:
    """Count a token that is not valid. Raises `Throttled` when it is one too many."""
    _raise_when_refused(limits.hit(_FAILED, counted_address(request)))


def _raise_when_refused(verdict: limits.Verdict) -> None:
    if not verdict.allowed:
        raise Throttled(verdict.wait)
