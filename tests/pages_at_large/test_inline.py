"""Every address, asked by everybody: no page holds an inline script or style, and each comes with the strict policy.

Addresses are read from the URL configuration: a new one is asked without being named here.
"""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.fixtures import Settings

from accounts.models import Membership
from campaigns.models import Campaign
from campaigns.pages import home
from tests.factories import make_campaign, make_organization, make_user
from tests.support.own_limits import own_limits

pytestmark = pytest.mark.django_db
# A mail as it was sent, framed by a page of development: its own styles, no scripts, and a policy of its own.
MAILS = "dev_mail_html"
# Pages that others may put in a frame: any site, or our own as a preview. There are no others.
FRAMED = {"campaign_frame": "*", "campaign_poster": "'self'", "campaign_screen": "'self'"}
# What may stand in a script element: it is read, never run.
DATA = ("application/json", "application/ld+json")
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "object-src": "'none'", "base-uri": "'none'",
    "frame-ancestors": "'none'", "form-action": "'self'", "img-src": "'self' data:", "font-src": "'self'",
    "connect-src": "'self'", "manifest-src": "'self'",
}  # fmt: skip


class Faults(HTMLParser):
    """Collects what a strict policy would refuse."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA):
            self._note(tag, "inline", "" if "nonce" in given else "without nonce")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self._note(tag, name, value or "")
            if name in ("href", "src", "action", "formaction") and re.match(
                r"\s*(javascript|vbscript|data:text)", value or "", re.IGNORECASE
            ):
                self._note(tag, name, value or "")

    def _note(self, *words: str) -> None:
        if words[-1] or words[1] != "inline":
            self.found.append(" ".join(words))


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for part in resolver.url_patterns:
        path = f"{before}{part.pattern}"
        if isinstance(part, URLResolver):
            yield from patterns(part, path)
        else:
            yield path, part


# What stands where in an address; anything else is filled by the kind of its converter.
def values(campaign: Campaign, letter: str) -> dict[str, str]:
    organization = campaign.organization.slug
    ids = {"object_id": str(campaign.pk), "key": letter, "sheet": "a4"}
    return {
        "org": organization,
        "organization": organization,
        "slug": campaign.slug,
        "campaign": campaign.slug,
        **ids,
    }


def address(path: str, known: Mapping[str, str]) -> str:
    """The pattern as an address: `<kind:name>` and regular expressions filled in."""

    def fill(found: re.Match[str]) -> str:
        kind, _, name = found[1].rpartition(":")
        return known.get(name) or {"uuid": str(uuid4()), "int": "1"}.get(kind, "x")

    path = re.sub(r"<([^>(]+)>", fill, re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", path))
    return "/" + re.sub(r"[\^$\\]|\(\?:.*?\)", "", path)


@pytest.fixture
def letter(settings: Settings, tmp_path: Path) -> str:
    """A mail with styles of its own in the mailbox of development; its key."""
    settings.DEBUG, settings.MAIL_DIR = True, tmp_path
    message = EmailMultiAlternatives("Hello", "Hello", "a@example.org", ["b@example.org"])
    message.attach_alternative("<p style='color: red'>Hello</p>", "text/html")
    (tmp_path / "1.log").write_bytes(message.message().as_bytes())
    return "1.log-0"


@pytest.fixture
def membership() -> Membership:
    return make_organization(trusted=True)


@pytest.fixture
def campaign(membership: Membership) -> Campaign:
    return make_campaign(membership, state="live")


@pytest.fixture(params=["nobody", "owner", "staff"])
def client(request: pytest.FixtureRequest, membership: Membership) -> Client:
    client = Client(raise_request_exception=False)
    if request.param == "owner":
        client.force_login(membership.user)
    elif request.param == "staff":
        client.force_login(make_user(is_staff=True))
    return client


def policy(response: Any) -> dict[str, str]:
    directives = (part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    return {part[0]: re.sub(r" 'nonce-[^']+'", "", part[1]) if len(part) > 1 else "" for part in directives}


def faults(response: Any, name: str | None = None) -> list[str]:
    """What is wrong with a page of that name; nothing for what is no page."""
    if "html" not in response.get("Content-Type", ""):
        return []
    told, meant = policy(response), POLICY | ({"frame-ancestors": FRAMED[name]} if name in FRAMED else {})
    wrong = [
        f"{directive}: {told.get(directive)}"
        for directive in meant
        if told.get(directive) != meant[directive]
    ]
    return wrong + Faults(response.content.decode()).found


def crawl(
    client: Client, known: Mapping[str, str], *, development: bool
) -> tuple[set[int], dict[str, list[str]]]:
    """Every address once: the statuses there were, and what is wrong where."""
    wrong, statuses = {}, set()
    for path, pattern in patterns(get_resolver()):
        if path.startswith("dev/") is not development:
            continue
        response = client.get(address(path, known))
        statuses.add(response.status_code)
        if pattern.name != MAILS and (found := faults(response, pattern.name)):
            wrong[path] = found
    return statuses, wrong


def test_no_page_holds_an_inline_script_or_style(client: Client, campaign: Campaign) -> None:
    known = values(campaign, "x")
    assert sum(not path.startswith("dev/") for path, _ in patterns(get_resolver())) > 50
    statuses, wrong = crawl(client, known, development=False)
    assert wrong == {}
    assert {200, 302, 404} <= statuses
    assert 500 not in statuses


def test_no_page_of_development_holds_one(client: Client, campaign: Campaign, letter: str) -> None:
    statuses, wrong = crawl(client, values(campaign, letter), development=True)
    assert wrong == {}
    assert 200 in statuses


def test_pages_for_errors_hold_none_either(settings: Settings, worker_id: str) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    pages = {
        400: client.get("/", headers={"host": "nobody.example"}),
        403: client.post("/accounts/login/"),
        404: client.get("/nothing/here/at/all/"),
    }
    with own_limits(settings, worker_id, {"form.address": "1/hour"}):
        plain = Client()
        plain.post("/i18n/setlang/")
        pages[429] = plain.post("/i18n/setlang/")
    for status, response in pages.items():
        assert response.status_code == status
        assert faults(response) == []


def test_page_for_our_own_faults_holds_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "cards", lambda: 1 / 0)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert faults(response) == []


def test_framed_mail_runs_nothing(client: Client, letter: str) -> None:
    told = policy(client.get(f"/dev/mail/{letter}/html/"))
    assert (told["default-src"], told["script-src"]) == ("'none'", "'none'")
    assert "allow-scripts" not in told["sandbox"]


def test_checker_finds_each_fault() -> None:
    """Else the tests above would pass on anything."""
    for html in (
        "<script>1</script>", "<style>a{}</style>", "<p style='x'>", "<a onclick='x'>", "<a href=' javascript:x'>",
        "<form action='javascript:x'>", "<svg onload=x>",
    ):  # fmt: skip
        assert Faults(html).found != [], html
    assert (
        Faults("<script src='/x.js'></script><a href='/x'><script type='application/json'>{}</script>").found
        == []
    )


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/api/v1/campaigns/", "/healthz/", "/nothing/"])
def test_every_answer_says_what_browsers_may_do(path: str) -> None:
    response = Client().get(path)
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]
