"""The public pages. Each reads in `public_scope` and sets no cookie."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from accounts.languages import public_page
from accounts.scope import public_scope
from campaigns.gathering.queries import gathering_of
from campaigns.listening.queries import wall_posts
from campaigns.models import Campaign
from campaigns.pages import home as first_page
from campaigns.pages import numbers, queries, shares
from campaigns.pages.composer import composer
from campaigns.pages.embeds.doors import for_any_site
from campaigns.pages.kept import kept
from campaigns.pages.poster import poster
from campaigns.pages.taking_part import paused
from campaigns.pages.wall import wall_mark
from candyplatform.base import clock

# How long browsers and proxies may keep a page, and its moving parts.
PAGE_SECONDS, PART_SECONDS = 5, 2
# How long a copy may be given to all who ask while no change is told.
PAGE_LASTS, PART_LASTS = 15, 15


@require_safe
@kept(lasts=PART_LASTS)
@public_page(max_age=PAGE_SECONDS)
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the campaigns that run."""
    cards = first_page.cards()
    response = render(request, "campaigns/pages/home.html", {"campaigns": cards})
    if settings.DEBUG and not cards:
        response.headers["Cache-Control"] = "no-store"  # the demo's button carries a CSRF token
    return response


@require_safe
@kept(lasts=PAGE_LASTS, by=["sample"])
@public_page(max_age=PAGE_SECONDS)
def campaign(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """A campaign's poster."""
    now = clock.now()
    with public_scope():
        found = queries.page_of(organization, slug)
        gathering = gathering_of(found.campaign, now=now) if found else None
    if found is None:
        return paused(request, organization__slug=organization, slug=slug)
    turn = shares.turn_at(str(found.campaign.id), now)
    say = composer(found, wanted_sample=request.GET.get("sample", ""), turn=turn)
    shown = poster(found, say=say, asked_language=request.GET.get("lang", ""), now=now)
    return render(request, "campaigns/pages/campaign.html", {"poster": shown, "gathering": gathering})


@require_safe
@kept(lasts=PART_LASTS)
@for_any_site
@public_page(max_age=PART_SECONDS)
def live(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The moving numbers of a campaign's page, as JSON."""
    with public_scope():
        found = _published(organization, slug)
        heard = queries.heard_of(found)
        mark = wall_mark(wall_posts(found.id, limit=queries.WALL_SIZE))
    return JsonResponse(numbers.live(found, heard, wall=mark, now=clock.now()))


@require_safe
@kept(lasts=PART_LASTS)
@public_page(max_age=PART_SECONDS)
def wall_of(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The newest posts of a campaign's page, as the inside of its wall."""
    with public_scope():
        found = _published(organization, slug)
        posts = list(wall_posts(found.id, limit=queries.WALL_SIZE))
    context = {"posts": posts, "time_zone": found.time_zone}
    return HttpResponse(render_to_string("campaigns/pages/wall.html", context))


def _published(organization: str, slug: str) -> Campaign:
    found = queries.published(organization, slug)
    if found is None:
        raise Http404
    return found


@require_POST
def start_demo(request: HttpRequest) -> HttpResponseRedirect:
    """Ask for the demo storm; only on a development machine."""
    _only_in_development()
    first_page.request_demo()
    return redirect("demo_starting")


@require_safe
@public_page(max_age=0)
def demo_starting(request: HttpRequest) -> HttpResponse:
    """The page that waits for the demo and leads to it."""
    _only_in_development()
    if first_page.is_demo_live():
        return redirect("campaign_page", *first_page.DEMO)
    context: dict[str, Any] = {"nobody_there": first_page.nobody_took_the_demo_up(clock.now())}
    return render(request, "campaigns/pages/demo_starting.html", context)


def _only_in_development() -> None:
    if not settings.DEBUG:
        raise Http404


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages."""
    closed = ("/accounts/", "/admin/", "/api/", "/desk/", "/dev/", "/digest/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse(
        "\n".join(lines), content_type="text/plain", headers={"Cache-Control": "public, max-age=86400"}
    )
