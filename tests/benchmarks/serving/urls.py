"""What the platform's own pages are measured against: views that only return bytes, read once from the folder `BARE`."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


@cache
def _content(name: str) -> bytes:
    return (Path(os.environ["BARE"]) / name).read_bytes()


def bare(request: HttpRequest, name: str, content_type: str) -> HttpResponse:
    """The same bytes as a page."""
    return HttpResponse(_content(name), content_type=content_type)


class BareList(APIView):
    """The same JSON as a list of the API, handed to DRF ready."""

    authentication_classes = ()
    permission_classes = ()

    def get(self, request: Request) -> Response:
        return Response(_data("list.json"))


@cache
def _data(name: str) -> Any:
    return json.loads(_content(name))


BARE = [
    path("api/", BareList.as_view()),
    path("page/", bare, {"name": "page", "content_type": "text/html; charset=utf-8"}),
    path("live/", bare, {"name": "live", "content_type": "application/json"}),
]
urlpatterns = [
    path("bare/", include(BARE)),
    path("", include("candyplatform.urls")),
]
handler404 = "accounts.languages.page_not_found"
