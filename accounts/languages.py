"""The language of a page that is not a desk's: what the address says, else what the browser prefers. Never a cookie or session."""

from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views import defaults

View = Callable[..., HttpResponse]
# What a cache may keep. That a page is not there (any more) is kept too: else a cache that serves an old copy while it
# asks would serve that copy for ever.
_KEPT = (200, 304, 404)
# For how long after that a cache may hand out its copy while it asks for a new one.
WHILE_ASKING_SECONDS = 10


def asked_language(request: HttpRequest) -> str:
    """`?lang=de`, which is what the language links of `layouts/public.html` say; "" without one, or for an unknown one."""
    return asked_in(request.GET)


def asked_in(given: Mapping[str, str]) -> str:
    """The language that parameters of an address ask for."""
    asked = given.get("lang", "")
    return asked if asked in _known() else ""


def language_of(request: HttpRequest) -> str:
    """`?lang=de`, else the first language of Accept-Language that there is, else the platform's own."""
    return language_for(request.GET, request.headers.get("Accept-Language", ""))


def language_for(given: Mapping[str, str], accepted: str) -> str:
    """The language for who asks with these parameters and that Accept-Language."""
    codes = (code[:2] for code, _ in parse_accept_lang_header(accepted.lower()))
    preferred = next((code for code in codes if code in _known()), settings.LANGUAGE_CODE)
    return asked_in(given) or preferred


@cache
def _known() -> frozenset[str]:
    return frozenset(dict(settings.LANGUAGES))


def public_page(*, max_age: int) -> Callable[[View], View]:
    """A view that anybody's cache may keep for `max_age` seconds, in the language of the request.

    What is not there is a page in that language too, kept as long; any other answer is kept by no cache.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def public_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            language = language_of(request)
            with translation.override(language):
                try:
                    response = view(request, *args, **kwargs)
                except Http404 as error:
                    response = defaults.page_not_found(request, error)
            response.headers["Content-Language"] = language
            may_keep = response.status_code in _KEPT
            response.headers.setdefault("Cache-Control", _cache_control(max_age) if may_keep else "no-store")
            patch_vary_headers(response, ["Accept-Language"])
            return response

        return public_view

    return decorate


def _cache_control(max_age: int) -> str:
    asking = f", stale-while-revalidate={WHILE_ASKING_SECONDS}" if max_age else ""
    return f"public, max-age={max_age}{asking}"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler404`, with language links that work."""
    return in_asked_language(defaults.page_not_found, request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler403`, with language links that work."""
    return in_asked_language(defaults.permission_denied, request, exception)


def in_asked_language(page: View, request: HttpRequest, reason: object) -> HttpResponse:
    """A page that stands in for the one that was asked for, in the language that the address names, else the running one."""
    language = asked_language(request) or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        response = page(request, reason)
    response.headers["Content-Language"] = language
    return response
