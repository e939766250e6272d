"""A campaign's short addresses, one for each way, and how many people came by each."""

from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.campaigns.queries import campaign_to_change
from api.fields import ChoiceOrNull
from api.pagination import Pages
from api.parameters import PageParameters
from api.views import ResourceView
from campaigns.authoring.ladder import steps_of
from campaigns.enums import Channel
from campaigns.models import Campaign
from campaigns.pages.short_links import LETTERS, short_link


@dataclass(frozen=True)
class ShortLink:
    """One of them. `channel` is "" for the plain one; `url` None while nobody else may see the page."""

    channel: str
    url: str | None
    clicks: int
    programs: int


class ShortLinkSerializer(serializers.Serializer[ShortLink]):
    """A short address of a campaign's page, and who came by it."""

    channel = ChoiceOrNull(
        choices=Channel.choices,
        help_text="Which way it is for. Null: the plain address, by which people come whose way nobody knows.",
    )
    url = serializers.SerializerMethodField(
        help_text="Where to send people; null while nobody else may see the page."
    )
    clicks = serializers.IntegerField(min_value=0, help_text="How often people came by it.")
    programs = serializers.IntegerField(
        min_value=0, help_text="How often programs did, such as those that show previews; not among `clicks`."
    )

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, link: ShortLink) -> str | None:
        return link.url


class ShortLinks(ListModelMixin, ResourceView):
    """A campaign's short addresses, one for each way by which a link travels, with their clicks. Counted without cookies: nobody
    can be followed from one click to another."""

    summary = "List a campaign's short links"
    required_scope = TokenScope.READ_METRICS
    parameters_class = PageParameters
    serializer_class = ShortLinkSerializer
    pagination_class = Pages

    def get(self, request: Request, **ids: Any) -> Response:
        page = self.paginate_queryset(_links(campaign_to_change(ids["id"])))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


def _links(campaign: Campaign) -> list[ShortLink]:
    steps = steps_of(campaign.id)
    return [
        ShortLink(
            channel, _address(campaign, channel), steps.visits.get(channel, 0), steps.programs.get(channel, 0)
        )
        for channel in (*LETTERS, "")
    ]


def _address(campaign: Campaign, channel: str) -> str | None:
    if not campaign.is_public:
        return None
    return short_link(campaign.short_url, channel) if channel else campaign.short_url
