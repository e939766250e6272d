"""Who asks: the address of a client, told by as many proxies as the operator trusts."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
_BRACKETED = re.compile(r"\[(?P<address>[^\]]+)\](?::\d+)?")


def client_address(request: HttpRequest) -> str:
    """The client's address as text; "" where nobody tells one.

    Each of the `TRUSTED_PROXIES` appends to `X-Forwarded-For` whom it was asked by, so the client's is that many from the
    right; what stands left of it is the client's own invention. With fewer entries somebody came past a proxy.
    """
    proxies: int = settings.TRUSTED_PROXIES
    told = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    text = told[-proxies] if 0 < proxies <= len(told) else request.META.get("REMOTE_ADDR", "")
    address = _read(text)
    return str(address) if address else ""


def counted_address(request: HttpRequest) -> str:
    """What limits count: an IPv4 address, or the /64 of an IPv6 address, as one customer has at least that many."""
    address = _read(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return str(address or UNKNOWN)


def _read(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address alone: without port, brackets and interface, and IPv4 as IPv4. None for what is no address."""
    text = text.strip()
    if bracketed := _BRACKETED.fullmatch(text):
        text = bracketed["address"]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return inner or address
