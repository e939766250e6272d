"""A campaign's news: listed, told and taken back."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.campaigns.queries import campaign_to_change
from api.idempotency import once
from api.pagination import Pages
from api.parameters import PageParameters
from api.updates.bodies import POINTERS, UpdateBody
from api.updates.serializers import UpdateSerializer
from api.views import ResourceView
from campaigns.authoring.updates import publish_update, withdraw_update
from campaigns.models import Update
from candyplatform.base import clock
from candyplatform.base.errors import NotFound


class NoUpdate(NotFound):
    """The campaign has no news of this id."""

    message = _("This campaign has no news with this id.")


def updates_of(campaign_id: UUID) -> QuerySet[Update]:
    """The campaign's news, the latest first."""
    return Update.objects.filter(campaign_id=campaign_id).order_by("-said_at", "-id")


def _update(campaign_id: UUID, update_id: int) -> Update:
    found = Update.objects.filter(campaign_id=campaign_id, id=update_id).first()
    if found is None:
        raise NoUpdate
    return found


class UpdateList(ListModelMixin, ResourceView):
    """What the organizer told on the campaign's page, the latest first."""

    summary = "List a campaign's news"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = PageParameters
    serializer_class = UpdateSerializer
    pagination_class = Pages
    pointers = POINTERS
    writes = {"POST": Write("Tell news", {201: UpdateSerializer}, body=UpdateBody)}

    def get_queryset(self) -> QuerySet[Update]:
        return updates_of(campaign_to_change(self.kwargs["id"]).id)

    def get(self, request: Request, **ids: Any) -> Response:
        return self.list(request)

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """They stand on the campaign's page at once."""
        made = publish_update(
            campaign=campaign_to_change(ids["id"]),
            texts=self.body["text"],
            actor=caller(request).actor,
            now=clock.now(),
        )
        where = reverse("api:campaign_update", args=[ids["id"], made.pk])
        headers = {"Location": f"{settings.SITE_URL}{where}"}
        return Response(UpdateSerializer(made).data, 201, headers=headers)


class UpdateDetail(ResourceView):
    """One piece of news."""

    summary = "Read news"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = UpdateSerializer
    writes = {"DELETE": Write("Take news back", {204: None})}

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(_update(ids["id"], ids["update"]))

    @once
    def delete(self, request: Request, **ids: Any) -> Response:
        """Nobody reads them any more."""
        found = _update(ids["id"], ids["update"])
        withdraw_update(update=found, actor=caller(request).actor, now=clock.now())
        return Response(status=204)
