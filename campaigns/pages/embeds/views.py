"""The parts of a public campaign for other sites, screens and walls. Each is the same for everybody, and sets no cookie."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.languages import public_page
from accounts.scope import public_scope
from campaigns.drawing.qr import qr_png, qr_svg
from campaigns.drawing.share_image import Card
from campaigns.enums import Channel
from campaigns.gathering.calendar import calendar_of
from campaigns.pages.embeds import oembed as answers
from campaigns.pages.embeds.addresses import addresses_of
from campaigns.pages.embeds.calendar import moments_of
from campaigns.pages.embeds.document import document_of
from campaigns.pages.embeds.doors import for_any_site, framed_anywhere, framed_by_us
from campaigns.pages.embeds.face import Face, face_at
from campaigns.pages.embeds.pictures import card_of, picture_of
from campaigns.pages.kept import kept, kept_value
from campaigns.pages.queries import published
from campaigns.pages.short_links import short_link

SCRIPT = "campaigns/embeds/candystorm-campaign.js"
SCRIPT_SECONDS, PICTURE_SECONDS, CODE_SECONDS, CALENDAR_SECONDS = 3600, 300, 300, 300
# How long browsers and proxies may keep what moves, and how long a copy may be given to all who ask while no change is told.
MOVING_SECONDS, MOVING_LASTS, CALENDAR_LASTS = 2, 15, 60
SHEETS = ("a4", "a3")
THEMES = ("light", "dark")


@for_any_site
def script(request: HttpRequest) -> HttpResponse:
    """The component. Its address stays, as other people's pages name it; so it is kept for an hour, not for ever."""
    content, etag = _script()
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={SCRIPT_SECONDS}"}
    response = HttpResponse(content, content_type="text/javascript; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


@cache
def _script() -> tuple[bytes, str]:
    found = finders.find(SCRIPT)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{SCRIPT} is missing from the static files.")
    content = Path(found).read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:24]}"'


@require_safe
@kept(lasts=MOVING_LASTS)
@for_any_site
@public_page(max_age=MOVING_SECONDS)
def numbers(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The live numbers and words, as JSON."""
    return JsonResponse(document_of(face_at(organization, slug)))


@framed_anywhere
@require_safe
@kept(lasts=MOVING_LASTS, among={"theme": THEMES})
@public_page(max_age=MOVING_SECONDS)
def frame(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The campaign as a small page for a frame on any site; where there is none, a page that says so without a frame around."""
    try:
        face = face_at(organization, slug)
    except Http404:
        return HttpResponse(render_to_string("campaigns/pages/embeds/gone.html"), status=404)
    return _page("frame", face, theme=_theme(request))


@for_any_site
@public_page(max_age=PICTURE_SECONDS)
def image(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The share image as it is now, whatever version the address names: an old link shows a new picture, too."""
    key = f"embed:card:{organization}/{slug}:{get_language()}"
    card: Card = kept_value(key, lambda: card_of(face_at(organization, slug)), seconds=MOVING_SECONDS)
    etag = f'"{card.version}"'
    response = HttpResponse(content_type="image/png", headers={"ETag": etag})
    found = get_conditional_response(request, etag=etag, response=response) or response
    if found is response:
        found.content = picture_of(card)
    return found


@for_any_site
@public_page(max_age=CODE_SECONDS)
def qr_as_svg(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The code of the short address, which counts who scans it."""
    return HttpResponse(qr_svg(_link(organization, slug)), content_type="image/svg+xml")


@for_any_site
@public_page(max_age=CODE_SECONDS)
def qr_as_png(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The same code, large enough for print."""
    return HttpResponse(qr_png(_link(organization, slug)), content_type="image/png")


@require_safe
@kept(lasts=CALENDAR_LASTS)
@public_page(max_age=CALENDAR_SECONDS)
def calendar(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The campaign's moments, to take along or to subscribe to."""
    with public_scope():
        campaign = published(organization, slug)
        if campaign is None:
            raise Http404
        content = calendar_of(campaign, moments_of(campaign))
    headers = {"Content-Disposition": f'inline; filename="{slug}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@framed_by_us
@require_safe
@kept(lasts=MOVING_LASTS)
@public_page(max_age=MOVING_SECONDS)
def poster(request: HttpRequest, organization: str, slug: str, sheet: str) -> HttpResponse:
    """A poster to print; the browser makes the PDF."""
    if sheet not in SHEETS:
        raise Http404
    face = face_at(organization, slug)
    return _page("poster", face, sheet=sheet, qr=_code(face, Channel.POSTER))


@framed_by_us
@require_safe
@kept(lasts=MOVING_LASTS, among={"theme": THEMES})
@public_page(max_age=MOVING_SECONDS)
def screen(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """A slide for the venue's screen, whose numbers move and which turns to thanks by itself."""
    face = face_at(organization, slug)
    return _page("screen", face, theme=_theme(request), qr=_code(face, Channel.SLIDE))


@for_any_site
@public_page(max_age=answers.CACHE_SECONDS)
def oembed(request: HttpRequest) -> HttpResponse:
    """What a campaign's address is as an embed; 501 for a format that there is not, as the specification says."""
    form = request.GET.get("format", "json")
    if form not in _OEMBED_TYPES:
        return HttpResponse(status=501)
    if not request.GET.get("url"):
        return HttpResponseBadRequest("url=… says which page is meant.", content_type="text/plain")
    asked = answers.asked_for(request.GET["url"])
    if asked is None:
        raise Http404
    with translation.override(asked.language or get_language()):
        answer = answers.answer_for(
            face_at(asked.organization, asked.slug),
            max_width=_bound(request, "maxwidth"),
            max_height=_bound(request, "maxheight"),
        )
    content = json.dumps(answer) if form == "json" else answers.as_xml(answer)
    return HttpResponse(content, content_type=_OEMBED_TYPES[form])


_OEMBED_TYPES = {"json": "application/json", "xml": "text/xml; charset=utf-8"}


def _page(name: str, face: Face, **context: str) -> HttpResponse:
    told = {
        "face": face,
        "addresses": addresses_of(face),
        "site_name": settings.SITE_NAME,
        "address": face.page_url.partition("://")[2].rstrip("/").split("/"),
        **context,
    }
    return HttpResponse(render_to_string(f"campaigns/pages/embeds/{name}.html", told))


def _code(face: Face, channel: Channel) -> SafeString:
    return SafeString(qr_svg(short_link(face.short_url, channel)))


def _link(organization: str, slug: str) -> str:
    with public_scope():
        campaign = published(organization, slug)
    if campaign is None:
        raise Http404
    return short_link(campaign.short_url, Channel.QR)


def _theme(request: HttpRequest) -> str:
    """The theme that the address asks for; "" leaves it to the browser."""
    asked = request.GET.get("theme", "")
    return asked if asked in THEMES else ""


def _bound(request: HttpRequest, name: str) -> int | None:
    """A bound of the asker's, in pixels; None without a usable one."""
    value = request.GET.get(name, "")[:6]
    return int(value) if value.isascii() and value.isdigit() and int(value) else None
