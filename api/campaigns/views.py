"""Campaigns, listed and one by one: read, created, changed."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.campaigns.bodies import (
    POINTERS,
    CampaignBody,
    HashtagsBody,
    NewCampaignBody,
    SamplePostsBody,
    content_of,
    external_ref_of,
    image_url_of,
)
from api.campaigns.expanding import EXPANSIONS, expand
from api.campaigns.parameters import CampaignParameters, OneCampaignParameters
from api.campaigns.queries import campaign, campaign_in_hand, narrowed
from api.campaigns.serializers import (
    CampaignSerializer,
    HashtagsSerializer,
    SamplePostsSerializer,
    address_of,
)
from api.idempotency import once
from api.kept import kept
from api.pagination import Pages
from api.versions import require_version
from api.views import ResourceView
from campaigns.authoring.operations import create_campaign, revise_campaign
from campaigns.authoring.picture.operations import checked_address, follow_picture
from campaigns.authoring.upserting import put_campaign
from campaigns.models import Campaign
from candyplatform.base import clock


def told(campaign_id: UUID) -> dict[str, Any]:
    """The campaign as it is now, as its resource."""
    return CampaignSerializer(campaign(campaign_id)).data


class CampaignList(ListModelMixin, ResourceView):
    """The organization's campaigns, drafts included, page by page."""

    summary = "List campaigns"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = CampaignParameters
    expansions = EXPANSIONS
    serializer_class = CampaignSerializer
    pagination_class = Pages
    pointers = POINTERS
    writes = {
        "POST": Write(
            "Create a campaign", {201: CampaignSerializer, 200: CampaignSerializer}, body=NewCampaignBody
        )
    }

    def get_queryset(self) -> QuerySet[Campaign]:
        return narrowed(self.parameters, self.chosen)

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset) or []
        expand(page, self.parameters.get("expand", ()))
        return page

    @kept
    def get(self, request: Request) -> Response:
        return self.list(request)

    @once
    def post(self, request: Request) -> Response:
        """Start a draft. With an `external_ref` that is known, that campaign's draft is changed instead, and the answer is 200."""
        made, is_new = self._put()
        _follow_picture(request, made, self.body)
        headers = {"Location": address_of("api:campaign", made)} if is_new else {}
        return Response(told(made.id), 201 if is_new else 200, headers=headers)

    def _put(self) -> tuple[Campaign, bool]:
        content, ref = content_of(self.body), external_ref_of(self.body)
        token, now = caller(self.request), clock.now()
        if ref:
            return put_campaign(
                organization_id=token.organization_id, external_ref=ref, **content, actor=token.actor, now=now
            )
        given = {name: value for name, value in content.items() if value is not None}
        return create_campaign(
            organization_id=token.organization_id, **given, actor=token.actor, now=now
        ), True


class CampaignDetail(ResourceView):
    """One campaign with all that belongs to it."""

    summary = "Read a campaign"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = OneCampaignParameters
    expansions = EXPANSIONS
    serializer_class = CampaignSerializer
    pointers = POINTERS
    writes = {
        "PATCH": Write("Change a draft", {200: CampaignSerializer}, body=CampaignBody, needs_version=True)
    }

    def get(self, request: Request, **ids: Any) -> Response:
        found = campaign(ids["id"], self.chosen)
        expand([found], self.parameters.get("expand", ()))
        return self.tell(found)

    @once
    def patch(self, request: Request, **ids: Any) -> Response:
        """Change what is named in the body; the rest stays. Only drafts can be changed: withdraw the campaign first."""
        found = campaign_in_hand(ids["id"])
        require_version(request, CampaignSerializer(found).data)
        actor, now = caller(request).actor, clock.now()
        revise_campaign(campaign=found, **content_of(self.body), actor=actor, now=now)
        _follow_picture(request, found, self.body)
        return Response(told(found.id))


def _follow_picture(request: Request, campaign: Campaign, body: dict[str, Any]) -> None:
    """Have the picture fetched that the body names."""
    if url := image_url_of(body):
        actor, now = caller(request).actor, clock.now()
        follow_picture(campaign=campaign, url=checked_address(url), actor=actor, now=now)


class CampaignHashtags(ResourceView):
    """A campaign's hashtags."""

    summary = "Read a campaign's hashtags"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = HashtagsSerializer
    pointers = POINTERS
    writes = {"PUT": Write("Replace a draft's hashtags", {200: HashtagsSerializer}, body=HashtagsBody)}

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(campaign(ids["id"]))

    @once
    def put(self, request: Request, **ids: Any) -> Response:
        """All of them, in their order."""
        return Response(HashtagsSerializer(_revised(request, ids["id"], self.body)).data)


class CampaignSamplePosts(ResourceView):
    """A campaign's sample posts."""

    summary = "Read a campaign's sample posts"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = SamplePostsSerializer
    pointers = POINTERS
    writes = {
        "PUT": Write("Replace a draft's sample posts", {200: SamplePostsSerializer}, body=SamplePostsBody)
    }

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(campaign(ids["id"]))

    @once
    def put(self, request: Request, **ids: Any) -> Response:
        """All of them, those of one language in their order."""
        return Response(SamplePostsSerializer(_revised(request, ids["id"], self.body)).data)


def _revised(request: Request, campaign_id: UUID, body: dict[str, Any]) -> Campaign:
    found = campaign_in_hand(campaign_id)
    actor, now = caller(request).actor, clock.now()
    revise_campaign(campaign=found, **content_of(body), actor=actor, now=now)
    return campaign(campaign_id)
