"""The OpenAPI document, the page that shows it, and the collection made of it. All are for anybody, and set no cookie; at the
desk the page tries the API with the member's own session."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.access import Desk, desk_view
from accounts.languages import public_page
from api.postman import FILE, collection
from api.schema import document
from api.views import with_etag

KEPT_SECONDS = 300


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def schema(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document of version 1, for the server that is asked."""
    return with_etag(request, _english(_document_here(request)))


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def postman(request: HttpRequest) -> HttpResponse:
    """The same for Postman and Bruno, as a file."""
    answer = _english(collection(_document_here(request)))
    answer["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return with_etag(request, answer)


def _document_here(request: HttpRequest) -> dict[str, Any]:
    return document(f"{request.scheme}://{request.get_host()}")


def _english(told: dict[str, Any]) -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, headers={"Content-Language": "en"})


@require_safe
@public_page(max_age=KEPT_SECONDS)
def docs(request: HttpRequest) -> HttpResponse:
    """The document for reading, with a form to try each operation. Everything it loads comes from this server."""
    return render(request, "api/docs.html")


@require_safe
@desk_view
def desk_docs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same for a member: what they try is done in their organization, by them."""
    return desk.render(request, "api/desk_docs.html", {}, area="settings")
