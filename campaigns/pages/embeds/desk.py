"""The organizer's page with everything to pass a campaign on: previews, and lines to copy."""

from dataclasses import dataclass

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import Desk, desk_view
from campaigns.models import Campaign
from campaigns.pages.embeds import snippets
from campaigns.pages.embeds.addresses import Addresses, addresses_of
from campaigns.pages.embeds.face import Face, face_with_numbers
from candyplatform.base.errors import NotFound


@dataclass(frozen=True)
class Kit:
    """All that there is to pass on, in one language."""

    face: Face
    addresses: Addresses
    component: str
    frame: str


@csp_update({"frame-src": [SELF]})
@require_safe
@desk_view
def pass_on(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Everything for other sites, screens and walls, in the language asked for; while it is not public, how to get there."""
    found = _campaign(campaign)
    language = _language(request, found)
    context = {
        "campaign": found,
        "kit": kit_of(found, language) if found.is_public else None,
        "language": language,
        "languages": [(code, name) for code, name in settings.LANGUAGES if code in found.languages],
    }
    return desk.render(request, "campaigns/pages/embeds/pass_on.html", context)


def _campaign(slug: str) -> Campaign:
    found = Campaign.objects.select_related("company", "organization").filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def _language(request: HttpRequest, campaign: Campaign) -> str:
    """The one asked for, else the reader's own, else the campaign's first: always one that it comes in."""
    wanted = (request.GET.get("in", ""), get_language() or "", *campaign.languages)
    return next(code for code in wanted if code in campaign.languages)


def kit_of(campaign: Campaign, language: str) -> Kit:
    """What there is to pass on of a public campaign, in one of its languages."""
    with translation.override(language):
        face = face_with_numbers(campaign)
        addresses = addresses_of(face)
        return Kit(face, addresses, snippets.component(face, addresses), snippets.frame(face, addresses))
