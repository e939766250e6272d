"""Pages around a campaign's own: the wish above, the way back below. None of them is found by search engines."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from accounts.scope import public_scope
from campaigns.models import Campaign
from campaigns.pages import queries
from campaigns.pages.languages import language_of_text

UNUSABLE = 422


def published(organization: str, slug: str) -> Campaign:
    """The public campaign at that address, with its organization. Raises `Http404`."""
    with public_scope():
        return public(organization, slug)


def public(organization: str, slug: str) -> Campaign:
    """The same, within `public_scope`."""
    found = queries.published(organization, slug)
    if found is None:
        raise Http404
    return found


def page_around(
    request: HttpRequest, name: str, campaign: Campaign, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """One of the pages around a campaign's own; what comes of something that was sent is kept by no cache."""
    language = language_of_text(campaign.wish, campaign.languages)
    around = {"campaign": campaign, "language": language, "wish": campaign.in_language(campaign.wish)}
    around["page_url"] = part_url(campaign, "campaign_page")
    response = render(request, f"campaigns/pages/{name}.html", around | context, status=status)
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def part_url(campaign: Campaign, name: str) -> str:
    """A part of the page, or the page itself; its address says the language, so that no cache mixes them up."""
    return f"{reverse(name, args=[campaign.organization.slug, campaign.slug])}?lang={get_language()}"
