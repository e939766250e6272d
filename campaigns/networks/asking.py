"""Asking a host over HTTP and reading what its status and headers say, the same for every network."""

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec

from campaigns.networks.contract import Budget
from campaigns.networks.errors import NotMeasured, Rejected, Throttled, Unavailable
from candyplatform.base.http import AddressRefused, Door, DoorError, Params, Response

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

# What decoding raises for what a stranger sent: another shape, no JSON, or lists within lists without end.
UNREADABLE = (msgspec.DecodeError, RecursionError)

# When a host is over its limit and does not say until when.
RETRY_AFTER_UNKNOWN = 60.0
MAX_RETRY_AFTER = 3600.0
_EPOCH_DIGITS = 10
_TOO_MANY = 429
_CLIENT_ERROR = 400
_SERVER_ERROR = 500
_LOGIN_REQUIRED = frozenset({401, 403})
_ASK_LATER = frozenset({408, 409, 423, 425})


def origin(host: str, scheme: str = "https") -> str:
    """A host as the beginning of a URL: a bare domain gets the scheme, a whole origin stays; no slash at the end."""
    host = host.rstrip("/")
    return host if "://" in host else f"{scheme}://{host}"


def path_on(url: str, hosts: Set[str]) -> str:
    """The path of an address on one of these hosts; "" for any other address."""
    parts = urlsplit(url)
    return parts.path if parts.scheme in ("https", "http") and parts.netloc.lower() in hosts else ""


def get(
    door: Door,
    url: str,
    *,
    params: Params | None = None,
    token: str = "",
    expect: frozenset[int] = frozenset(),
) -> Response:
    """The answer to a GET: a success, or one of the `expect`ed statuses. Anything else raises one of the four errors.

    A `token` goes out as a bearer token, in a header: addresses end up in logs.
    """
    with the_doors_errors():
        response = door.request("GET", url, params=params, headers=bearer(token))
    return accepted(response, expect)


def post(door: Door, url: str, body: object, *, expect: frozenset[int] = frozenset()) -> Response:
    """The same for a POST of JSON."""
    headers = {"Content-Type": "application/json"}
    with the_doors_errors():
        response = door.request("POST", url, headers=headers, body=msgspec.json.encode(body))
    return accepted(response, expect)


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token; none without one."""
    return {"Authorization": f"Bearer {token}"} if token else {}


@contextmanager
def the_doors_errors() -> Iterator[None]:
    """What the door raises, as one of the four errors."""
    try:
        yield
    except AddressRefused as error:
        raise Rejected(str(error)) from error
    except DoorError as error:
        raise Unavailable(str(error)) from error


def accepted(response: Response, expect: frozenset[int] = frozenset()) -> Response:
    """The response, when its status is a success or `expect`ed. Raises one of the four errors."""
    if response.status < _CLIENT_ERROR or response.status in expect:
        return response
    raise _error(response)


class Decodes(Protocol[T_co]):
    """What makes values of JSON. Raises `msgspec.DecodeError`."""

    def decode(self, buf: bytes, /) -> T_co: ...


def decoded(response: Response, decoder: Decodes[T]) -> T:
    """The body in the decoder's shape. Raises `Unavailable`: half an answer, or not what was asked for."""
    try:
        return decoder.decode(response.body)
    except (*UNREADABLE, UnicodeDecodeError) as error:
        raise Unavailable(f"{_host(response)} sent something else than was asked for: {error}") from error


def budget(headers: Mapping[str, str]) -> Budget | None:
    """What `X-RateLimit-*` or `RateLimit-*` say; None when they are absent or unreadable."""
    for prefix in ("x-ratelimit-", "ratelimit-", "x-rate-limit-"):
        limit, remaining = headers.get(f"{prefix}limit", ""), headers.get(f"{prefix}remaining", "")
        if limit.isdecimal() and remaining.isdecimal():
            resets_at = _moment(headers.get(f"{prefix}reset", ""))
            return Budget(limit=int(limit), remaining=int(remaining), resets_at=resets_at)
    return None


def retry_after(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds to wait after a 429, from `Retry-After` or the reset time; at least one, at most an hour."""
    told = headers.get("retry-after", "")
    told_budget = budget(headers)
    seconds = RETRY_AFTER_UNKNOWN
    if told.isdecimal():
        seconds = float(told)
    elif moment := _moment(told) or (told_budget.resets_at if told_budget else None):
        seconds = (moment - now).total_seconds()
    return min(max(seconds, 1.0), MAX_RETRY_AFTER)


def _error(response: Response) -> Exception:
    said = f"{_host(response)} answered {response.status}."
    if response.status == _TOO_MANY:
        return Throttled(said, retry_after=retry_after(response.headers, datetime.now(UTC)))
    if response.status >= _SERVER_ERROR or response.status in _ASK_LATER:
        return Unavailable(said)
    if response.status in _LOGIN_REQUIRED:
        return NotMeasured("login_required", said)
    return Rejected(said)


def _moment(text: str) -> datetime | None:
    """An ISO time, an HTTP date, seconds since 1970 or seconds from now, as the networks write them."""
    try:
        if text.isdecimal():
            number = int(text)
            is_epoch = len(text) >= _EPOCH_DIGITS
            return (
                datetime.fromtimestamp(number, UTC)
                if is_epoch
                else datetime.now(UTC) + timedelta(seconds=number)
            )
        moment = datetime.fromisoformat(text) if text[:4].isdecimal() else parsedate_to_datetime(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _host(response: Response) -> str:
    return urlsplit(response.url).netloc
