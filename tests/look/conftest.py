"""A browser whose every request is answered by this process: by Django's test client, or from the static files."""

from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Playwright, Route

from tests.support.chromium import launch

SITE = "http://localhost"


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser of all the tests here."""
    browser = launch(playwright)
    yield browser
    browser.close()


def answer(route: Route) -> None:
    """Fulfill one request of the browser."""
    url = urlsplit(route.request.url)
    if url.path.startswith("/static/"):
        found = finders.find(url.path.removeprefix("/static/"))
        assert isinstance(found, str), f"{url.path} is asked for and does not exist"
        route.fulfill(body=Path(found).read_bytes(), content_type=guess_type(found)[0] or "text/javascript")
        return
    response = Client().get(f"{url.path}?{url.query}", headers=route.request.headers)
    route.fulfill(status=response.status_code, body=response.content, headers=dict(response.items()))
