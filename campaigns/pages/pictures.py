"""The picture of a campaign's event, for anybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.scope import public_scope
from campaigns.models import Campaign, EventPicture
from candyplatform.base.serving import picture_for_everybody


def picture_path(campaign: Campaign, digest: str) -> str:
    """Where the public finds the picture, once it may see the campaign."""
    return reverse("campaign_picture", args=[campaign.organization.slug, campaign.slug, digest])


@require_safe
def public_picture(request: HttpRequest, organization: str, slug: str, digest: str) -> HttpResponse:
    """The picture of a public campaign, on any site. Its address is another one when it is changed."""
    with public_scope():
        mine = EventPicture.objects.filter(campaign__organization__slug=organization, campaign__slug=slug)
        found = mine.filter(digest=digest).first()
    if found is None:
        raise Http404
    return picture_for_everybody(found.picture)
