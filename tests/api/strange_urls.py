"""Addresses that behave as no real one does: one breaks, one asks for its scope only when it is rendered."""

from typing import Any

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.scope import current
from accounts.tokens.scopes import TokenScope
from api.views import ResourceView
from campaigns.models import Campaign


class Breaks(ResourceView):
    """Writes, then fails."""

    required_scope = TokenScope.READ_CAMPAIGNS

    def get(self, request: Request) -> Response:
        Campaign.objects.update(slug="broken")
        raise ZeroDivisionError


class Late(dict[str, Any]):
    """Knows what it holds only when JSON is made of it."""

    def items(self) -> Any:
        scope = current()
        return {"scope": scope and scope.organization_id}.items()


class AnswersLate(ResourceView):
    """Answers with `Late`."""

    required_scope = TokenScope.READ_CAMPAIGNS

    def get(self, request: Request) -> Response:
        return Response(Late(scope=None))


urlpatterns = [path("api/breaks/", Breaks.as_view()), path("api/late/", AnswersLate.as_view())]
handler400 = "api.views.bad_request"
handler500 = "api.views.server_error"
