"""The OpenAPI document and the page that shows it. Both are for anybody, and set no cookie."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from api.schema import document, version


def _etag(request: HttpRequest) -> str:
    return f'"{version()}"'


@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def schema(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document of version 1."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@require_safe
@cache_control(public=True, max_age=300)
def docs(request: HttpRequest) -> HttpResponse:
    """The document for reading, with a form to try each operation. Everything it loads comes from this server."""
    return render(request, "api/docs.html")
