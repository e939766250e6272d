"""The door's TLS: the certificate must fit the name, and the name that was asked for goes into SNI."""

import datetime as dt
import ipaddress
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from candyplatform.base.dialing import tls_context
from candyplatform.base.http import AddressRefused, ConnectionFailed, Door
from tests.base.loopback import Loopback, loopback, says, whole

HELLO = says(whole(b"hello"))


def _certificate(folder: Path, *names: x509.GeneralName, expired: bool = False) -> Path:
    """A self-signed certificate with its key in one file, valid for these names."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "door test")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=10)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=5 if expired else 20))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


def _server_context(path: Path, seen_names: list[str]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    context.sni_callback = lambda sock, name, ctx: seen_names.append(name)
    return context


@pytest.fixture
def seen_names() -> list[str]:
    return []


@pytest.fixture
def tls_server(
    tmp_path: Path, seen_names: list[str], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Loopback]:
    """A TLS server for `localhost` whose certificate the system trusts; the marker's parameters change that."""
    options = getattr(request, "param", {})
    names = options.get("names", [x509.DNSName("localhost")])
    path = _certificate(tmp_path, *names, expired=options.get("expired", False))
    if options.get("trusted", True):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    tls_context.cache_clear()
    with loopback(HELLO, tls=_server_context(path, seen_names)) as server:
        yield server
    tls_context.cache_clear()


def test_request_checks_the_certificate_against_the_name(tls_server: Loopback, seen_names: list[str]) -> None:
    url = tls_server.url(scheme="https", host="localhost")
    assert Door(tls_server.allowed).request("GET", url).body == b"hello"
    assert seen_names == ["localhost"]
    assert f"Host: localhost:{tls_server.port}".encode() in tls_server.heard[0]


@pytest.mark.parametrize(
    "tls_server", [{"names": [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]}], indirect=True
)
def test_request_takes_a_certificate_for_an_address(tls_server: Loopback) -> None:
    url = tls_server.url(scheme="https", host="127.0.0.1")
    assert Door(tls_server.allowed).request("GET", url).body == b"hello"


@pytest.mark.parametrize(
    "tls_server",
    [{"names": [x509.DNSName("other.example")]}, {"expired": True}, {"trusted": False}],
    ids=["other name", "expired", "not trusted"],
    indirect=True,
)
def test_request_refuses_a_certificate_that_does_not_fit(tls_server: Loopback) -> None:
    with pytest.raises(ConnectionFailed, match="certificate"):
        Door(tls_server.allowed).request("GET", tls_server.url(scheme="https", host="localhost"))
    assert tls_server.heard == []


def test_request_does_not_leave_tls_by_redirect(tls_server: Loopback) -> None:
    with loopback(HELLO) as plain:
        tls_server._answer = says(whole(b"", "302 Found", Location=plain.url()))
        with pytest.raises(AddressRefused, match="https to http"):
            Door(tls_server.allowed | plain.allowed).request(
                "GET", tls_server.url(scheme="https", host="localhost")
            )
        assert plain.heard == []
