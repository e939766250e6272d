"""Addresses that must not lead into the machine, the network around it, or anywhere by a trick; as data, by family.

`{port}` stands for a port on which this machine listens, so that a form which gets through is noticed for real.
"""

import ipaddress
from collections.abc import Callable, Iterator, Mapping

# Loopback, clouds' metadata, private networks, "this host".
INNER_V4 = ("127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.1", "0.0.0.0")
PUBLIC = "93.184.216.34"


def _octets(address: str) -> list[int]:
    return list(ipaddress.IPv4Address(address).packed)


def _last_two(octets: list[int]) -> int:
    return octets[2] << 8 | octets[3]


def _last_three(octets: list[int]) -> int:
    return octets[1] << 16 | _last_two(octets)


# How C libraries, browsers and shells let one write an IPv4 address.
V4_NOTATIONS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "decimal": lambda a: str(int(ipaddress.IPv4Address(a))),
    "hex": lambda a: hex(int(ipaddress.IPv4Address(a))),
    "hex in capitals": lambda a: f"0X{int(ipaddress.IPv4Address(a)):08X}",
    "octal": lambda a: f"0{int(ipaddress.IPv4Address(a)):o}",
    "hex by part": lambda a: ".".join(hex(part) for part in _octets(a)),
    "octal by part": lambda a: ".".join(f"0{part:o}" for part in _octets(a)),
    "padded octal": lambda a: ".".join(f"{part:04o}" for part in _octets(a)),
    "mixed": lambda a: "{:#x}.{}.0{:o}.{}".format(*_octets(a)),
    "two parts": lambda a: f"{_octets(a)[0]}.{_last_three(_octets(a))}",
    "three parts": lambda a: f"{_octets(a)[0]}.{_octets(a)[1]}.{_last_two(_octets(a))}",
    "two parts in hex": lambda a: f"{_octets(a)[0]:#x}.{_last_three(_octets(a)):#x}",
    "overflowing": lambda a: str(int(ipaddress.IPv4Address(a)) + 2**32),
    "overflowing part": lambda a: "{}.{}.{}.{}".format(_octets(a)[0] + 256, *_octets(a)[1:]),
    "with a dot behind": lambda a: f"{a}.",
    "fullwidth": lambda a: a.translate({ord(str(n)): 0xFF10 + n for n in range(10)}),
    "circled": lambda a: a.translate({ord(str(n)): 0x245F + n if n else 0x24EA for n in range(10)}),
    "ideographic dots": lambda a: a.replace(".", "\u3002"),
    "halfwidth dots": lambda a: a.replace(".", "\uff61"),
    "fullwidth dots": lambda a: a.replace(".", "\uff0e"),
    "one dot leaders": lambda a: a.replace(".", "\u2024"),
    "mathematical digits": lambda a: a.translate({ord(str(n)): 0x1D7CE + n for n in range(10)}),
    "percent-encoded": lambda a: "".join(f"%{ord(letter):02x}" for letter in a),
}


def _hex_pair(address: str) -> str:
    octets = _octets(address)
    return f"{octets[0] << 8 | octets[1]:x}:{_last_two(octets):x}"


# How IPv6 carries an IPv4 address.
V6_CARRIERS: Mapping[str, Callable[[str], str]] = {
    "mapped": lambda a: f"[::ffff:{a}]",
    "mapped in hex": lambda a: f"[::ffff:{_hex_pair(a)}]",
    "mapped at length": lambda a: f"[0:0:0:0:0:ffff:{_hex_pair(a)}]",
    "compatible": lambda a: f"[::{a}]",
    "compatible in hex": lambda a: f"[::{_hex_pair(a)}]",
    "translated": lambda a: f"[::ffff:0:{a}]",
    "NAT64": lambda a: f"[64:ff9b::{a}]",
    "NAT64 in hex": lambda a: f"[64:ff9b::{_hex_pair(a)}]",
    "local NAT64": lambda a: f"[64:ff9b:1::{a}]",
    "6to4": lambda a: f"[2002:{_hex_pair(a)}::1]",
    "Teredo": lambda a: "[2001:0:4136:e378:8000:63bf:{:x}:{:x}]".format(
        *(int(part, 16) ^ 0xFFFF for part in _hex_pair(a).split(":"))
    ),
    "ISATAP": lambda a: f"[fe80::5efe:{a}]",
}

INNER_HOSTS: Mapping[str, tuple[str, ...]] = {
    "more of IPv4": (
        "127.0.0.2", "127.255.255.254", "10.255.255.255", "172.16.0.1", "172.31.255.255", "100.64.0.1",
        "100.100.100.200", "168.63.129.16", "169.254.170.2", "192.0.0.192", "192.0.0.1", "192.0.2.1", "192.88.99.1",
        "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "0.1.2.3",
        "127.1", "127.0.1", "0", "0x0", "00", "127.0.0.1.", "127.0.0.1..", ".127.0.0.1", "127..0.0.1", "+127.0.0.1",
        "127.0.0.-1", "127.0.0.1e0", "127.0.0.0x1", "0x7f.1", "0x7f.0x1", "0177.1", "1e9", "0b1111111.0.0.1",
    ),
    "IPv6": (
        "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::0.0.0.1]", "[fc00::1]", "[fd00:ec2::254]", "[fd12:3456::1]",
        "[fe80::1]", "[fec0::1]", "[ff02::1]", "[ff0e::1]", "[100::1]", "[2001:db8::1]", "[2001:10::1]", "[2001:20::1]",
        "[2001:2::1]", "[3fff::1]", "[5f00::1]", "[4000::1]", "[2620:4f:8000::1]", "::1", "[::1", "::1]", "[[::1]]",
        "[::1]]", "[:::1]", "[1:2:3]", "[::12345]", "[v1.fe80::1]", "[127.0.0.1]", "[localhost]", "[]",
    ),
    "IPv6 with a zone": (
        "[fe80::1%25eth0]", "[fe80::1%eth0]", "[fe80::1%lo]", "[::1%25lo]", "[::1%lo]", "[fe80::1%252]", "[::1%]",
    ),
    "names of this machine": (
        "localhost", "LOCALHOST", "LocalHost", "localhost.", "localhost.localdomain", "ip6-localhost", "ip6-loopback",
        "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54", "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3",
        "loc\u00adalhost", "lo\u200bcalhost", "localhost\u3002", "l\u043ecalhost", "localho\u017ft", "foo.localhost",
    ),
    "names that lead inside": (
        "metadata.google.internal", "metadata", "instance-data", "instance-data.ec2.internal", "metadata.azure.internal",
        "kubernetes.default.svc", "host.docker.internal", "127.0.0.1.nip.example", "private.hostile.example",
        "loopback.hostile.example", "loopback6.hostile.example", "linklocal.hostile.example", "mapped.hostile.example",
        "nat64.hostile.example", "sixtofour.hostile.example", "teredo.hostile.example", "ula.hostile.example",
        "zone.hostile.example", "mixed.hostile.example", "mixed6.hostile.example", "last.hostile.example",
        "any.hostile.example", "broadcast.hostile.example", "rebinding.hostile.example", "rebinding2.hostile.example",
        "nowhere.hostile.example", "xn--hostile-.example", "xn--0.example",
    ),
    "percent signs": (
        "%6c%6f%63%61%6c%68%6f%73%74", "localhost%00.example.org", "localhost%2eexample.org", "127.0.0.1%2f.example.org",
        "127.0.0.1%23.example.org", "127.0.0.1%0d%0a", "%31%32%37.0.0.1", "example.org%40127.0.0.1", "127.0.0.1%20",
    ),
    "odd letters": (
        "127.0.0.1\u200b", "\u202e1.0.0.721", "127\u00b70\u00b70\u00b71", "exam\uff0fple.org", "example.org\uff03",
        "example\u2488org", "\ud800.example", "exa_mple..org", "-example.org", "example-.org", "exam<ple.org",
        "example.org|x", "exam'ple.org", 'exam"ple.org', "example.org`id`", "$(id).example.org", "{127.0.0.1}",
        "127.0.0.1,example.org", "127.0.0.1;example.org", "127.0.0.1&example.org", "*", "*.example.org",
    ),
    "too long or empty": (
        "", ".", "..", "a" * 64 + ".example", "a." * 130 + "example", "a" * 5000, "example..org", ".example.org",
    ),
}  # fmt: skip

# Whole addresses, each with a trick of its own.
WHOLE: Mapping[str, tuple[str, ...]] = {
    "who one says one is": (
        "http://user@127.0.0.1:{port}/", "http://example.org@127.0.0.1:{port}/", "http://example.org:80@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}@example.org/", "http://@127.0.0.1:{port}/", "http://:@127.0.0.1:{port}/",
        "http://a@b@127.0.0.1:{port}/", "http://example.org%40127.0.0.1:{port}/", "http://example.org#@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}#@example.org/", "http://127.0.0.1:{port}?@example.org/", "http://[::1]@example.org:{port}/",
    ),
    "strokes": (
        "http://example.org\\@127.0.0.1:{port}/", "http:\\\\127.0.0.1:{port}\\", "http:/\\127.0.0.1:{port}/",
        "http://127.0.0.1:{port}\\.example.org/", "http:127.0.0.1:{port}", "http:/127.0.0.1:{port}/",
        "http:///127.0.0.1:{port}/", "http:////127.0.0.1:{port}/", "//127.0.0.1:{port}/", "/\\127.0.0.1:{port}/",
        "\\\\127.0.0.1:{port}\\", "///127.0.0.1:{port}/",
    ),
    "blanks and control characters": (
        " http://127.0.0.1:{port}/", "http://127.0.0.1:{port}/ ", "http://127.0.0.1 :{port}/", "http:// 127.0.0.1:{port}/",
        "\thttp://127.0.0.1:{port}/", "ht\ttp://127.0.0.1:{port}/", "http://127.0.\t0.1:{port}/", "http://127.0.\n0.1:{port}/",
        "http://127.0.0.1:{port}\r\nHost: example.org/", "http://example.org/\r\nX: y\r\n\r\nGET http://127.0.0.1/ HTTP/1.1",
        "http://example.org\x00.127.0.0.1:{port}/", "\x01http://127.0.0.1:{port}/", "\x7fhttp://127.0.0.1:{port}/",
        "http://127.0.0.1\x85:{port}/", "http://127.0.0.1\u00a0:{port}/", "http://127.0.0.1\u2028:{port}/",
    ),
    "ports": (
        "http://127.0.0.1:{port}0000/", "http://127.0.0.1:-1/", "http://127.0.0.1:+{port}/", "http://127.0.0.1:0x1f90/",
        "http://127.0.0.1:\uff18\uff10/", "http://127.0.0.1:80:{port}/", "http://127.0.0.1:/", "http://example.org:22/",
        "http://example.org:25/", "http://example.org:0/", "http://example.org:65536/", "http://example.org:8o/",
        "http://example.org:6379 /",
    ),
    "schemes": (
        "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "gopher://127.0.0.1:{port}/_INFO", "dict://127.0.0.1:{port}/stat",
        "ftp://127.0.0.1:{port}/", "sftp://127.0.0.1:{port}/", "tftp://127.0.0.1:{port}/", "ldap://127.0.0.1:{port}/",
        "jar:http://127.0.0.1:{port}/!/", "netdoc:///etc/passwd", "data:text/html,x", "javascript:alert(1)",
        "unix:///var/run/docker.sock", "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "view-source:http://127.0.0.1:{port}/",
        "url:http://127.0.0.1:{port}/", "blob:http://127.0.0.1:{port}/", "smb://127.0.0.1/share", "phar://x", "php://input",
        "HTTP+HTTP://127.0.0.1:{port}/", "://127.0.0.1:{port}/", "127.0.0.1:{port}", "about:blank", "mailto:a@127.0.0.1",
    ),
    "the machine's neighbors": (
        "http://169.254.169.254/latest/meta-data/", "http://169.254.169.254/computeMetadata/v1/",
        "http://[fd00:ec2::254]/latest/meta-data/", "http://metadata.google.internal/computeMetadata/v1/",
        "http://100.100.100.200/latest/meta-data/", "http://192.0.0.192/latest/", "http://169.254.170.2/v2/credentials",
        "http://127.0.0.1:6379/", "http://127.0.0.1:5432/", "http://127.0.0.1:2375/containers/json", "http://0.0.0.0:{port}/",
    ),
}  # fmt: skip

# What names resolve to: each look-up takes the next answer, the last one stays.
NAMES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "metadata.google.internal": (("169.254.169.254",),),
    "metadata": (("169.254.169.254",),),
    "instance-data": (("169.254.169.254",),),
    "instance-data.ec2.internal": (("169.254.169.254",),),
    "metadata.azure.internal": (("168.63.129.16",),),
    "kubernetes.default.svc": (("10.96.0.1",),),
    "host.docker.internal": (("172.17.0.1",),),
    "foo.localhost": (("127.0.0.1",),),
    "127.0.0.1.nip.example": (("127.0.0.1",),),
    "private.hostile.example": (("10.0.0.1",),),
    "loopback.hostile.example": (("127.0.0.1",),),
    "loopback6.hostile.example": (("::1",),),
    "linklocal.hostile.example": (("169.254.1.1",),),
    "mapped.hostile.example": (("::ffff:127.0.0.1",),),
    "nat64.hostile.example": (("64:ff9b::7f00:1",),),
    "sixtofour.hostile.example": (("2002:7f00:1::",),),
    "teredo.hostile.example": (("2001:0:4136:e378:8000:63bf:80ff:fffe",),),
    "ula.hostile.example": (("fd00::1",),),
    "zone.hostile.example": (("fe80::1%lo",),),
    "any.hostile.example": (("0.0.0.0",), ("::",)),
    "broadcast.hostile.example": (("255.255.255.255",),),
    "mixed.hostile.example": ((PUBLIC, "127.0.0.1"),),
    "mixed6.hostile.example": ((PUBLIC, "::1"),),
    "last.hostile.example": ((PUBLIC, "1.1.1.1", "2606:4700::1111", "192.168.0.1"),),
    "rebinding.hostile.example": ((PUBLIC,), ("127.0.0.1",)),
    "rebinding2.hostile.example": (("127.0.0.1",), (PUBLIC,), ("127.0.0.1",)),
}


def _hosts() -> Iterator[tuple[str, str]]:
    for name, notation in V4_NOTATIONS.items():
        yield from ((f"IPv4, {name}", notation(address)) for address in INNER_V4)
    for name, carrier in V6_CARRIERS.items():
        yield from ((f"IPv4 in IPv6, {name}", carrier(address)) for address in INNER_V4)
    for family, hosts in INNER_HOSTS.items():
        yield from ((family, host) for host in hosts)


def forms(port: int) -> list[tuple[str, str]]:
    """Every form as (family, address)."""
    made = [(family, f"http://{host}:{port}/") for family, host in _hosts()]
    whole = [(family, url.replace("{port}", str(port))) for family, urls in WHOLE.items() for url in urls]
    return list(dict.fromkeys([*made, *whole]))
