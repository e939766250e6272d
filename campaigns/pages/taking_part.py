"""The pages that supporters take part by: the composer, "I posted it", more posts, taking one off, and what is only counted.

No page here knows who asks: no cookie, so no CSRF token either. What is sent leaves a number or a public link, nothing in anybody's name.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.languages import asked_language, public_page
from accounts.scope import paused_scope, public_scope
from campaigns.enums import Network, Step
from campaigns.gathering.queries import gathering_of
from campaigns.listening.connectors import connectors
from campaigns.listening.servers import ask_rules, host_in, known_rules
from campaigns.models import Campaign
from campaigns.pages import operations, queries, shares
from campaigns.pages.around import UNUSABLE, page_around, public, published
from campaigns.pages.composer import Sent, composed, composer, next_turn
from campaigns.pages.kept import kept
from campaigns.pages.short_links import read_code, visitors_of
from candyplatform.base import clock
from candyplatform.base.errors import DomainError

LIST_SECONDS = 5


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public_page(max_age=0)
def say(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The composer as a page of its own, for browsers without scripts: what was sent comes back as it will be posted."""
    with public_scope():
        found = queries.page_of(organization, slug)
        gathering = gathering_of(found.campaign, now=clock.now()) if found else None
    if found is None:
        raise Http404
    if gathering and gathering.rest:
        return redirect(found.campaign.page_url)
    if request.method == "POST":
        drafted = composed(found, Sent(**{name: request.POST.get(name, "") for name in Sent.__annotations__}))
        _count(request, found.campaign, Step.OPENED, drafted.draft.network if drafted else "")
    else:
        key = f"{found.campaign.id}:{get_language()}"
        turn = next_turn(key, otherwise=shares.turn_at(key, clock.now()))
        drafted = composer(found, wanted_sample=request.GET.get("sample", ""), turn=turn)
    if drafted is None:
        return redirect(found.campaign.page_url)
    response = page_around(request, "say", found.campaign, {"composer": drafted})
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt
@require_POST
def step(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Count a step. Who opens the composer learns whose turn it is: which sentence nobody before them began with."""
    campaign = published(organization, slug)
    taken = request.POST.get("step", "")
    if taken not in (Step.OPENED, Step.CLICKED):
        return JsonResponse({}, status=UNUSABLE)
    _count(request, campaign, Step(taken), request.POST.get("network", ""), request.POST.get("sample", ""))
    if taken == Step.CLICKED:
        return HttpResponse(status=204)
    key = f"{campaign.id}:{request.POST.get('lang', '')[:5]}"
    return JsonResponse({"turn": next_turn(key, otherwise=shares.turn_at(key, clock.now()))})


@csrf_exempt
@require_POST
def server_limits(request: HttpRequest) -> JsonResponse:
    """How long a post may be on the server that somebody named; `known` is false until a worker has asked it."""
    network, host = request.POST.get("network", ""), host_in(request.POST.get("server", ""))
    if network not in shares.networks_with_servers() or not host:
        return JsonResponse({}, status=UNUSABLE)
    rules = known_rules(Network(network), host)
    if rules is None:
        ask_rules(Network(network), host, now=clock.now())
    told = rules or connectors()[Network(network)].text_rules
    return JsonResponse({"limit": told.limit, "url_length": told.url_length, "known": rules is not None})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public_page(max_age=0)
def posted(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """ "I posted it": the link of a post, to be looked for."""
    campaign = published(organization, slug)
    url, context = request.POST.get("link", ""), dict[str, Any]()
    if request.method == "POST":
        try:
            is_new = operations.say_posted(campaign=campaign, url=url, now=clock.now())
            context = {"is_new": is_new, "is_done": True}
        except DomainError as error:
            context = {"problem": error.text, "link": url}
    return page_around(request, "posted", campaign, context, status=_status(context))


@require_safe
@kept(lasts=LIST_SECONDS, by=["before"])
@public_page(max_age=LIST_SECONDS)
def posts(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The wall, page by page."""
    with public_scope():
        campaign = public(organization, slug)
        shown, place = queries.wall_page(campaign, request.GET.get("before", ""))
    more = f"?lang={get_language()}&before={place}" if place else ""
    return page_around(request, "posts", campaign, {"posts": shown, "more_url": more})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public_page(max_age=0)
def take_off(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """For authors who do not want their post to be shown here."""
    campaign = published(organization, slug)
    url, context = request.POST.get("link", ""), dict[str, Any]()
    if request.method == "POST":
        try:
            operations.take_off(campaign=campaign, url=url, now=clock.now())
            context = {"is_done": True}
        except DomainError as error:
            context = {"problem": error.text, "link": url}
    return page_around(request, "off", campaign, context, status=_status(context))


@require_safe
@public_page(max_age=0)
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Where a short address leads: to the page of the campaign that has the code. Counted each time, so kept by no cache."""
    said = read_code(code)
    if said is None:
        raise Http404
    with public_scope():
        campaign = (
            Campaign.objects.public().select_related("organization").filter(short_code=said.campaign).first()
        )
    if campaign is None:
        return paused(request, short_code=said.campaign)
    operations.count_step(
        campaign=campaign,
        step=Step.VISITED,
        channel=said.channel,
        sample=said.sample,
        visitors=visitors_of(request),
        now=clock.now(),
    )
    language = asked_language(request)
    response = HttpResponseRedirect(f"{campaign.page_url}?lang={language}" if language else campaign.page_url)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def paused(request: HttpRequest, **where: str) -> HttpResponse:
    """The page of a campaign that was taken off the stage, without a word of it. Raises `Http404` when there is none there."""
    with paused_scope():
        if not Campaign.objects.filter(**where).exists():
            raise Http404
    return render(request, "campaigns/pages/paused.html", status=404)


def _status(context: dict[str, Any]) -> int:
    return UNUSABLE if context.get("problem") else 200


def _count(request: HttpRequest, campaign: Campaign, taken: Step, channel: str, sample: str = "") -> None:
    operations.count_step(
        campaign=campaign,
        step=taken,
        channel=channel,
        sample=int(sample) if sample.isascii() and sample.isdigit() and len(sample) < 19 else 0,  # noqa: PLR2004 - a bigint
        visitors=visitors_of(request),
        now=clock.now(),
    )
