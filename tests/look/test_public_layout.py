"""Public pages are the same for everybody: nothing in their frame looks at who is asking."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory


class _Forbidden:
    """A session, or a person, that nobody may look at."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"A public page looked at {name}.")

    __getitem__ = __contains__ = __bool__ = __iter__ = __getattr__


@pytest.fixture
def request_of_nobody(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/educamp/internet/")
    request.session = _Forbidden()  # type: ignore[assignment]
    request.user = _Forbidden()  # type: ignore[assignment]
    return request


@pytest.mark.parametrize("template", ["404.html", "campaigns/pages/home.html"])
def test_public_page_looks_at_nobody_and_sets_no_cookie(
    request_of_nobody: HttpRequest, template: str
) -> None:
    html = render_to_string(template, {"debug": False}, request_of_nobody)
    assert "csrfmiddlewaretoken" not in html
    assert "CSRF_COOKIE" not in request_of_nobody.META
    assert html.count("<h1") == 1
