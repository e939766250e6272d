"""Turning the digest off from a mail: in one click for mail programs, with a question for people."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.languages import asked_language
from campaigns.digests.unsubscribing import membership_of, set_wanted


@csrf_exempt  # a mail program has neither session nor cookie; the signed token in the address is what lets it in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, and changes nothing: mail scanners follow links. POST turns the digest off (RFC 8058), or on with `wanted=on`."""
    membership = membership_of(token)
    if membership is None:
        raise Http404
    if request.method == "POST":
        set_wanted(membership, wanted=request.POST.get("wanted") == "on")
    context = {"membership": membership, "is_done": request.method == "POST"}
    language = asked_language(request) or membership.user.language
    with translation.override(language):
        response = render(request, "campaigns/digests/unsubscribe.html", context)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
