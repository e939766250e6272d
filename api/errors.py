"""From errors to HTTP: the one place that knows which error of the domain or the framework is which status."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from accounts.idempotency.operations import KeyReused
from api.problems import MEDIA_TYPE, Problem, Wrong
from campaigns.authoring.event_sources.questions import EventUnread
from candyplatform.base.errors import Conflict, DomainError, Forbidden, Invalid, NotFound

# The nearest class in an error's ancestry decides.
STATUS: Mapping[type[DomainError], int] = {
    Invalid: 400,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    KeyReused: 422,
    EventUnread: 400,
    DomainError: 409,
}
TITLES: Mapping[int, str | Promise] = {
    400: _("The request cannot be used as it is"),
    401: _("A valid token is needed"),
    403: _("This is not allowed"),
    404: _("There is nothing here"),
    405: _("This method is not possible here"),
    406: _("No answer in this format"),
    409: _("Something else stands in the way"),
    412: _("It is another version by now"),
    415: _("The body is in another format"),
    422: _("This key stands for something else"),
    428: _("Say which version you change"),
    429: _("Too many requests"),
    500: _("Something broke on our side"),
}


class InvalidParameters(exceptions.ValidationError):
    """Query parameters that cannot be used; `detail` maps their names to what is wrong."""


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's hook. None for what nobody expected: it goes on to Django, is logged, and ends in `api.views.server_error`."""
    problem = problem_of(error, context)
    if problem is None:
        return None
    return Response(problem.as_dict(), problem.status, headers=problem.headers, content_type=MEDIA_TYPE)


def problem_of(error: Exception, context: Mapping[str, Any]) -> Problem | None:
    """The error as it goes out; None when it is not one that a caller can act on."""
    if isinstance(error, DomainError):
        return _of_domain(error, getattr(context.get("view"), "pointers", {}))
    if isinstance(error, Http404):
        error = exceptions.NotFound(
            _("There is nothing at this address, or nothing that your token may see.")
        )
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    return _of_framework(error, context) if isinstance(error, exceptions.APIException) else None


def problem(status: int, code: str, detail: str | Promise, **rest: Any) -> Problem:
    """A problem with its status's title."""
    return Problem(status, code, str(TITLES.get(status, "")), str(detail), **rest)


def _of_domain(error: DomainError, pointers: Mapping[str, str]) -> Problem:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    wrong = tuple(
        Wrong("invalid", str(text), pointer=f"#{pointers.get(name, f'/{_escaped(name)}')}")
        for name, texts in error.fields.items()
        for text in texts
    )
    return problem(status, error.code, error.text or TITLES[status], errors=wrong)


def _of_framework(error: exceptions.APIException, context: Mapping[str, Any]) -> Problem:
    if isinstance(error, exceptions.ValidationError):
        wrong = tuple(_wrongs(error.detail, "", isinstance(error, InvalidParameters)))
        return problem(
            error.status_code, "invalid", _("Mend what `errors` lists and send it again."), errors=wrong
        )
    sentence: Sentence = _DETAILS.get(type(error), _own_words)
    return problem(error.status_code, _code_of(error), sentence(error, context), headers=_headers_of(error))


def _own_words(error: exceptions.APIException, context: Mapping[str, Any]) -> str:
    return str(error.detail)


def _code_of(error: exceptions.APIException) -> str:
    return str(getattr(error.detail, "code", None) or error.default_code)


def _headers_of(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", ""):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(wait)
    return headers


def _wrongs(detail: Any, path: str, is_parameter: bool) -> Iterator[Wrong]:
    """DRF's nested errors, flat."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _wrongs(
                inner, path if name == "non_field_errors" else f"{path}/{_escaped(str(name))}", is_parameter
            )
    elif isinstance(detail, list):
        is_list_of_items = any(isinstance(inner, dict | list) for inner in detail)
        for number, inner in enumerate(detail):
            yield from _wrongs(inner, f"{path}/{number}" if is_list_of_items else path, is_parameter)
    else:
        yield _wrong(detail, path, is_parameter)


def _wrong(detail: exceptions.ErrorDetail, path: str, is_parameter: bool) -> Wrong:
    where: str | None = path.split("/")[1] if is_parameter and path else None
    return Wrong(str(detail.code), str(detail), None if is_parameter else f"#{path}", where)


def _escaped(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _types(context: Mapping[str, Any]) -> str:
    return ", ".join(f"`{renderer.media_type}`" for renderer in context["view"].renderer_classes)


def _allowed(context: Mapping[str, Any]) -> str:
    return ", ".join(context["view"].allowed_methods)


Sentence = Callable[[Any, Mapping[str, Any]], str]
_DETAILS: Mapping[type[Exception], Sentence] = {
    exceptions.NotAuthenticated: lambda error, context: str(
        _(
            "Send a token in the header `Authorization: Bearer candy_…`. An owner creates one at the desk, under API tokens."
        )
    ),
    exceptions.MethodNotAllowed: lambda error, context: str(
        _("Possible here: %(methods)s.") % {"methods": _allowed(context)}
    ),
    exceptions.NotAcceptable: lambda error, context: str(
        _("Answers here are %(types)s: ask for that in `Accept`.") % {"types": _types(context)}
    ),
    exceptions.Throttled: lambda error, context: str(
        _("Too many requests in a short time. Ask again in %(seconds)s seconds.") % {"seconds": error.wait}
    ),
    exceptions.UnsupportedMediaType: lambda error, context: str(
        _("Send the body as JSON, with the header `Content-Type: application/json`.")
    ),
}
