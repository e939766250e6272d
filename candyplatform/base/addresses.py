"""Which addresses on the internet we may talk to: a strict reading of URLs, and a table of what is not public.

Only plain forms are read. A host is a DNS name, a dotted IPv4 address of four decimal numbers, or an IPv6 address in
brackets; everything that other programs might read in another way (`127.1`, `0x7f000001`, `017700000001`, user names,
backslashes, percent signs in the host) is refused instead of being interpreted.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
TLS_SCHEMES = frozenset({"https", "wss"})
MAX_URL_LENGTH = 4096
FIRST_UNPRIVILEGED_PORT = 1024

# Source: IANA's special-purpose address registries (RFC 6890 and its updates); addresses that are global on paper but
# serve the machine's own surroundings are at the end of each list.
_NOT_PUBLIC_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT, and some clouds' metadata
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunneling
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "168.63.129.16/32",  # Azure's host agent
    )
)
_GLOBAL_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries any IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
# Outside 2000::/3, and so refused without being named: ::, ::1, v4-mapped, NAT64 (64:ff9b::), ULA, link-local, multicast.

_FORBIDDEN_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_DNS_NAME = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~-._"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?[]"
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")


class BadAddress(ValueError):  # noqa: N818 - read as a sentence: raise BadAddress
    """A URL or host that we do not talk to; `args[0]` says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a URL leads. `host` is lower case ASCII, without brackets; `path` is encoded and includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_tls(self) -> bool:
        return self.scheme in TLS_SCHEMES

    @property
    def netloc(self) -> str:
        """The host (and a port that is not the scheme's own) as it stands in a URL and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def is_public(address: Address) -> bool:
    """Whether the address belongs to the public internet and carries no other address inside."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_V4)
    return address in _GLOBAL_UNICAST_V6 and not any(address in network for network in _NOT_PUBLIC_V6)


def parse_target(url: str, *, schemes: frozenset[str] = frozenset({"http", "https"})) -> Target:
    """Read a URL strictly. Raises `BadAddress` for anything but `scheme://host[:port][/path][?query][#fragment]`."""
    if len(url) > MAX_URL_LENGTH or _FORBIDDEN_IN_URL.search(url):
        raise BadAddress("The address is too long, or holds blanks, control characters or backslashes.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress("The address cannot be read.") from error
    if parts.scheme not in schemes:
        raise BadAddress(f"Only {', '.join(sorted(schemes))} addresses can be opened.")
    if "@" in parts.netloc:
        raise BadAddress("An address must not carry a user name.")
    host = parse_host(parts.netloc.rpartition(":")[0] if port is not None else parts.netloc.rstrip(":"))
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in DEFAULT_PORTS.values() and port < FIRST_UNPRIVILEGED_PORT:
        raise BadAddress(f"Port {port} is not used by web servers.")
    return Target(parts.scheme, host, port, _encoded_path(parts.path, parts.query))


def parse_host(text: str) -> str:
    """A host as lower case ASCII, an IPv6 address without brackets. Raises `BadAddress`."""
    if text.startswith("["):
        return _ipv6_host(text)
    name = _ascii_name(text)
    if not _NUMERIC_LABEL.fullmatch(name.rpartition(".")[2]):
        return name
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError as error:
        raise BadAddress("An IPv4 address must be four decimal numbers.") from error


def _ipv6_host(text: str) -> str:
    if not text.endswith("]") or "%" in text:
        raise BadAddress("The IPv6 address cannot be read.")
    try:
        return str(ipaddress.IPv6Address(text[1:-1]))
    except ValueError as error:
        raise BadAddress("The IPv6 address cannot be read.") from error


def _ascii_name(text: str) -> str:
    """IDNA 2008 with its mapping (UTS 46), so that a name is judged in the form in which it will be resolved."""
    try:
        name = text.lower() if text.isascii() else idna.encode(text, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise BadAddress("The host name is not valid.") from error
    name = name.removesuffix(".")
    if not _DNS_NAME.fullmatch(name):
        raise BadAddress("The host name is not valid.")
    return name


def _encoded_path(path: str, query: str) -> str:
    encoded = quote(path or "/", safe=_KEPT_IN_PATH)
    return f"{encoded}?{quote(query, safe=_KEPT_IN_QUERY)}" if query else encoded


def resolve(host: str, port: int) -> tuple[Address, ...]:
    """Every address of a host, in the resolver's order, without repetition. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
