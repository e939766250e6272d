"""What the tests of the organizer's side share."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from tests.factories import make_organization, make_user


@pytest.fixture
def owner() -> Membership:
    """The owner of the organization `educamp`, who reads English."""
    return make_organization(owner=make_user("owner@example.org", language="en"), slug="educamp")


@pytest.fixture
def desk(owner: Membership) -> Client:
    """The owner's browser."""
    return browser_of(owner.user)


def browser_of(user: User) -> Client:
    """A browser in which somebody is logged in."""
    client = Client()
    client.force_login(user)
    return client


class _Fields(HTMLParser):
    """Reads what the form in a page's main part would send, as it was loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self._select = self._area = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"
        if self._inside:
            self._take(tag, attrs)

    def _take(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.sent):
            self.sent[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.sent[name] = ""
        elif tag == "input" and name and kind == "checkbox":
            if "checked" in given:
                self.sent.setdefault(name, []).append(given.get("value", "on"))
        elif (
            tag == "input"
            and name not in ("", "csrfmiddlewaretoken")
            and (kind != "radio" or "checked" in given)
        ):
            self.sent[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            # A textarea's first line break belongs to the markup.
            self.sent[self._area] = self.sent[self._area].removeprefix("\n").removeprefix("\r\n")
            self._area = ""


def fields_of(page: Any) -> dict[str, Any]:
    """What a page's form would send if nothing were changed."""
    parser = _Fields()
    parser.feed(page.content.decode())
    return parser.sent
