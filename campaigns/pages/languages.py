"""The language of a public page: what the address says, else what the browser prefers. Never a cookie, never a session."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.defaults import page_not_found

View = Callable[..., HttpResponse]


def language_of(request: HttpRequest) -> str:
    """`?lang=de`, else the first language of Accept-Language that there is, else the platform's own."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("lang", "")
    accepted = (
        code[:2] for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    )
    return next((code for code in (asked, *accepted) if code in known), settings.LANGUAGE_CODE)


def public_page(*, max_age: int) -> Callable[[View], View]:
    """A view that anybody's cache may keep for `max_age` seconds, in the language of the request.

    What is not there is a page in that language too, and no cache keeps it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def public_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            language = language_of(request)
            with translation.override(language):
                try:
                    response = view(request, *args, **kwargs)
                except Http404 as error:
                    response = page_not_found(request, error)
            response.headers["Content-Language"] = language
            is_good = response.status_code in (200, 304)
            response.headers.setdefault(
                "Cache-Control", f"public, max-age={max_age}" if is_good else "no-store"
            )
            patch_vary_headers(response, ["Accept-Language"])
            return response

        return public_view

    return decorate


def language_of_text(texts: Mapping[str, str], languages: Sequence[str]) -> str:
    """The language that `Campaign.in_language` answers in, for the `lang` of what is shown."""
    wanted = translation.get_language() or settings.LANGUAGE_CODE
    return next((code for code in (wanted, *languages) if texts.get(code)), wanted)
