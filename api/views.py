"""What every address of the API has in common, and the answers to addresses that do not exist."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any, ClassVar, Protocol, cast, runtime_checkable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import ErrorDetail
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.scope import organization_scope
from api.authentication import caller
from api.bodies import Write, read_body
from api.chosen import CHOSEN_TYPE, EVERYTHING, Chosen, choose, read_fields
from api.errors import InvalidParameters, problem
from api.parameters import Parameters, ReadParameters, read
from api.permissions import require_scope
from api.problems import MEDIA_TYPE, Problem
from api.sessions import HEADER
from api.throttling import begin
from api.versions import etag_of, is_known, unchanged

API = "/api/"
_OF_EVERY_VERSION = ("ETag", "Allow", "Cache-Control", "Vary", "Content-Language")


@runtime_checkable
class Name(Protocol):
    """What stands in an address instead of an id: whose it is can be told within the organization's scope only."""

    def id_here(self) -> UUID:
        """The id. Raises what says that there is none."""


class ResourceView(GenericAPIView[Any]):
    """An address of the API. It names the scope it needs, its query parameters, and what it answers with. `parameters`
    holds the values of the query parameters, `body` those of the body.
    From authentication to the last rendered byte everything runs in the scope of the token's organization. A method that
    `prepares_itself` opens it when it needs it: one whose answers are `kept`, one that is `without_scope`.

    What is read is answered by `tell`, with the fields that are `chosen`.

    Methods that change something stand in `writes`, and are decorated with `api.idempotency.once`. `pointers` says where in the
    body a field is that an operation complains of, where that is not at the top under its own name.
    """

    summary: ClassVar[str] = ""
    required_scope: ClassVar[str]
    parameters_class: ClassVar[type[Parameters]] = ReadParameters
    # What `expand` can name -> the scope that it needs.
    expansions: ClassVar[Mapping[str, str]] = {}
    writes: ClassVar[Mapping[str, Write]] = {}
    pointers: ClassVar[Mapping[str, str]] = {}
    parameters: dict[str, Any]
    chosen = EVERYTHING
    body: dict[str, Any]
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._allowance = begin(request)
        with ExitStack() as self._scope:
            response = cast("HttpResponse", super().dispatch(request, *args, **kwargs))
            if isinstance(response, Response):
                response.render()
        response = with_etag(request, response)
        self._allowance.tell(response)
        patch_vary_headers(response, ["Authorization", HEADER])
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self._allowance.count()
        super().initial(request, *args, **kwargs)
        handler = getattr(self, (request.method or "").lower(), None)
        if not getattr(handler, "prepares_itself", False):
            self.prepare(request)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        made = super().finalize_response(request, response, *args, **kwargs)
        is_json = isinstance(getattr(made, "accepted_renderer", None), JSONRenderer)  # a file has none
        if self.chosen and is_json and not made.exception:
            made.content_type = CHOSEN_TYPE
        return made

    def perform_authentication(self, request: Request) -> None:
        super().perform_authentication(request)
        if request.auth is not None:
            self._allowance.count_caller(caller(request))

    def prepare(self, request: Request) -> None:
        """Open the organization's scope, and read what is asked for. (An answer that is kept needs neither.)"""
        self._scope.enter_context(organization_scope(caller(request).organization_id))
        if self.request.method in self.allowed_methods:
            self.read(request)

    def read(self, request: Request) -> None:
        """The values of what is asked for. Raises `InvalidParameters`, and what `read_body` raises."""
        write = self.writes.get(request.method or "")
        self.parameters = read(Parameters if write else self.parameters_class, request.query_params)
        if write:
            self.body = read_body(write.body, request)
        for name in self.parameters.get("expand", ()):
            require_scope(caller(request), self.expansions[name])
        self.chosen = self.choice(self.parameters.get("fields"))
        self._refuse_what_is_not_expanded()
        # The very mapping that the method gets.
        self.kwargs.update(
            {key: name.id_here() for key, name in self.kwargs.items() if isinstance(name, Name)}
        )

    def choice(self, fields: str | None) -> Chosen:
        """What `fields` chooses of the answer. Raises `InvalidParameters`."""
        return read_fields(fields, self.get_serializer_class()) if fields else EVERYTHING

    def _refuse_what_is_not_expanded(self) -> None:
        expanded = self.parameters.get("expand", ())
        if missing := [name for name in self.chosen if name in self.expansions and name not in expanded]:
            text = _("This is told with `expand=%(names)s` only: ask for that as well.")
            detail = ErrorDetail(text % {"names": ",".join(missing)}, code="not_expanded")
            raise InvalidParameters({"fields": [detail]})

    def get_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer[Any]:
        serializer = super().get_serializer(*args, **kwargs)
        choose(serializer, self.chosen)
        return serializer

    def tell(self, found: Any) -> Response:
        """The answer that shows this."""
        return Response(self.get_serializer(found).data)

    def scope_for(self, method: str) -> str:
        """The scope that a method needs; one that is not possible here, the one for reading."""
        write = self.writes.get(method)
        return write.scope if write else self.required_scope


def without_scope(handler: Callable[..., Response]) -> Callable[..., Response]:
    """A view's method that opens the organization's scope itself, for as long as it needs it, and no transaction else."""
    handler.prepares_itself = True  # type: ignore[attr-defined]  # what a view asks before it makes itself ready
    return handler


def with_etag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its ETag (a file has one already), or 304 without a body where somebody who only reads has it."""
    if response.status_code not in (HTTPStatus.OK, HTTPStatus.CREATED):
        return response
    if "ETag" not in response:
        response["ETag"] = etag_of(response.content)
    if not is_known(response["ETag"], request):
        return response
    return unchanged({name: response[name] for name in _OF_EVERY_VERSION if name in response})


@csrf_exempt  # a program that sends something to a wrong address is told that, not that it lacks a cookie
def nothing_here(request: HttpRequest) -> HttpResponse:
    """The answer to every address under /api/ that there is not."""
    detail = _("There is nothing at this address. /api/docs/ lists what there is.")
    if not request.path.endswith("/"):
        detail = _(
            "There is nothing at this address. Addresses end with a slash. /api/docs/ lists what there is."
        )
    return _answer(problem(404, "not_found", detail))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler400`: a problem under /api/, Django's own page elsewhere."""
    if not request.path.startswith(API):
        return defaults.bad_request(request, exception)
    return _answer(
        problem(400, "bad_request", _("The request could not be read. Check the address and the headers."))
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: a problem under /api/, the site's own page elsewhere."""
    if not request.path.startswith(API):
        return defaults.server_error(request)
    detail = _("This is our fault, and it was written down. Try again in a minute.")
    return _answer(problem(500, "server_error", detail))


def _answer(found: Problem) -> HttpResponse:
    return JsonResponse(found.as_dict(), status=found.status, content_type=MEDIA_TYPE)
