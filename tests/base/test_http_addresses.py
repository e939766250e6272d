"""What the door reads, and which addresses it takes for public."""

import ipaddress

import pytest

from candyplatform.base.addresses import BadAddress, Target, is_public, parse_target

REFUSED_URLS = [
    "",
    "/etc/passwd",
    "//example.org/",
    "example.org",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org:6379/_INFO",
    "javascript:alert(1)",
    "data:text/plain,hello",
    "ws://example.org/",
    "http:///path",
    "http://",
    "http://:80/",
    "http://user@example.org/",
    "http://user:word@example.org/",
    "http://example.org@127.0.0.1/",
    "http://@example.org/",
    "http://127.0.0.1:80@example.org/",
    "http://example.org\\@127.0.0.1/",
    "http:\\\\example.org\\",
    "http://exam ple.org/",
    " http://example.org/",
    "http://example.org/\r\nHost: evil",
    "http://example.org/\x00",
    "http://example.org\t/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.0.0.01/",
    "http://127.0.0.1.1/",
    "http://256.0.0.1/",
    "http://1.2.3/",
    "http://1.2.3.4.5/",
    "http://example.0x/",
    "http://%31%32%37.0.0.1/",
    "http://exa%6dple.org/",
    "http://exam_ple..org/",
    "http://.example.org/",
    "http://-example.org/",
    "http://example-.org/",
    f"http://{'a' * 64}.org/",
    f"http://{'a.' * 130}org/",
    f"http://example.org/{'a' * 4096}",
    "http://[::1/",
    "http://::1/",
    "http://[::1]]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[1:2:3]/",
    "http://[v1.fe80::a+en1]/",
    "http://example.org:22/",
    "http://example.org:25/",
    "http://example.org:0/",
    "http://example.org:65536/",
    "http://example.org:-80/",
    "http://example.org:8o/",
    "http://exam<ple.org/",
    "http://example.org|evil/",
    "http://\u2488.example\uff0f.org/",
    "http://\ud800.org/",
]


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_parse_target_refuses_what_is_not_plain(url: str) -> None:
    with pytest.raises(BadAddress):
        parse_target(url)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://example.org", Target("http", "example.org", 80, "/")),
        ("https://Example.ORG:443/a?b=c#d", Target("https", "example.org", 443, "/a?b=c")),
        ("https://example.org./", Target("https", "example.org", 443, "/")),
        (
            "http://example.org:8080/ä/%C3%A4?q=ü&id[]=1",
            Target("http", "example.org", 8080, "/%C3%A4/%C3%A4?q=%C3%BC&id[]=1"),
        ),
        ("https://bücher.example/", Target("https", "xn--bcher-kva.example", 443, "/")),
        ("https://\uff45xample.org/", Target("https", "example.org", 443, "/")),
        ("http://①②⑦.⓪.⓪.①/", Target("http", "127.0.0.1", 80, "/")),
        ("http://127。0。0。1/", Target("http", "127.0.0.1", 80, "/")),
        ("http://[2001:4860:4860::8888]:8443/x", Target("http", "2001:4860:4860::8888", 8443, "/x")),
        ("http://[::ffff:7f00:1]/", Target("http", "::ffff:7f00:1", 80, "/")),
        ("http://93.184.216.34/", Target("http", "93.184.216.34", 80, "/")),
        ("http://_dmarc.example.org/", Target("http", "_dmarc.example.org", 80, "/")),
    ],
)
def test_parse_target_reads_plain_addresses(url: str, target: Target) -> None:
    assert parse_target(url) == target


def test_target_writes_itself_with_brackets_and_without_the_scheme_s_own_port() -> None:
    assert parse_target("https://[2001:4860::1]:443/a").url == "https://[2001:4860::1]/a"
    assert parse_target("http://example.org:443/").netloc == "example.org:443"


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1",
        "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
        "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::2", "::7f00:1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::5db8:d822", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:5db8:d822::1", "3fff::1", "5f00::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "4000::1",
    ],
)  # fmt: skip
def test_is_public_refuses_what_is_not_on_the_internet(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "9.255.255.255", "11.0.0.0", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.15.255.255",
     "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
     "2001:200::1", "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1", "2003::1"],
)  # fmt: skip
def test_is_public_takes_the_internet(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
