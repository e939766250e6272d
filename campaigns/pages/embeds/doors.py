"""What other sites may do with our answers: read them, show them, frame them. Everywhere else they may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt, xframe_options_sameorigin
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]
Answer = Callable[..., HttpResponseBase]
_ANY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def for_any_site(view: View) -> View:
    """A view whose answer scripts and pages of any site may use; it says the same to everybody, with a cookie or without."""

    @wraps(view)
    def open_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in _ANY_SITE.items():
            response.headers[name] = value
        return response

    return require_safe(open_view)


def framed_anywhere(view: View) -> Answer:
    """A page that any site may show in a frame. There is one such page: what is pressed in it only opens another."""

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(framed))


def framed_by_us(view: View) -> Answer:
    """A page that our own pages show in a frame, as a preview."""
    return xframe_options_sameorigin(csp_replace({"frame-ancestors": ["'self'"]})(view))
