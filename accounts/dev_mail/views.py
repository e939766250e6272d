"""The development mailbox's pages. Without DEBUG they are not there."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.dev_mail import folder

View = Callable[..., HttpResponseBase]
# The page is framed by ours, may show its own styles and pictures, and runs nothing.
_FRAMED = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
# Links open beside the mailbox: they lead into the product.
_LINKS_OUT = '<base target="_blank">'


def only_with_debug(view: View) -> View:
    """Answer 404 unless DEBUG is on: mails are nobody's business on a real machine."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        if not settings.DEBUG:
            raise Http404
        return view(request, **kwargs)

    return guarded


@only_with_debug
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mails, newest first."""
    letters = folder.newest(settings.MAIL_DIR)
    context = {"letters": letters, "folder": settings.MAIL_DIR}
    return render(request, "accounts/dev_mail/mailbox.html", context)


@only_with_debug
@never_cache
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # typed for views without arguments
@require_safe
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One mail: headers, HTML in a frame, text."""
    return render(request, "accounts/dev_mail/letter.html", {"letter": _find(key)})


@only_with_debug
@never_cache
@xframe_options_sameorigin
@csp_replace(_FRAMED)  # type: ignore[arg-type]
@require_safe
def letter_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML part alone, for the frame."""
    return HttpResponse(_LINKS_OUT + _find(key).html)


def _find(key: str) -> folder.Letter:
    found = folder.find(settings.MAIL_DIR, key)
    if found is None:
        raise Http404
    return found
