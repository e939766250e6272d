"""From where something is done: the door, the address and the browser of the request that is being answered.

Operations do not ask: the middleware holds the request while it is answered, and the journal reads from it what it keeps.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.browsers import browser_and_system
from candyplatform.base.client_address import client_address


class Channel(TextChoices):
    """By which door somebody came. Says nothing of who they are."""

    DESK = "desk", _("at the desk")
    API = "api", _("through the API")
    STAFF = "admin", _("on the staff's pages")
    MAIL = "mail", _("by the link in a mail")
    WEB = "web", _("on the website")
    PLATFORM = "platform", _("within the platform")


@dataclass(frozen=True)
class Origin:
    """Where an act comes from. The address is "" where none is known, as are browser and system."""

    channel: str
    address: str = ""
    browser: str = ""
    system: str = ""


NOBODY = Origin(Channel.PLATFORM)

_answered: ContextVar[HttpRequest | None] = ContextVar("answered", default=None)


class RequestOrigin:
    """Middleware: while a request is answered, what is done comes from it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with answering(request):
            return self.get_response(request)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """Inside, what is done comes from this request; after it, from whatever it came from before."""
    token = _answered.set(request)
    try:
        yield
    finally:
        _answered.reset(token)


def current() -> Origin:
    """Where the running code is asked from; `NOBODY` where no request is being answered, as in a worker."""
    request = _answered.get()
    return NOBODY if request is None else origin_of(request)


def origin_of(request: HttpRequest) -> Origin:
    """The request's door, address and browser. Doors are told by `settings.JOURNAL_CHANNELS`, the first part of a path each."""
    first = request.path_info.removeprefix("/").partition("/")[0]
    browser, system = browser_and_system(request.headers.get("User-Agent", ""))
    return Origin(settings.JOURNAL_CHANNELS.get(first, Channel.WEB), client_address(request), browser, system)
