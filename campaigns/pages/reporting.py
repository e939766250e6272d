"""Where somebody says that a campaign's page is not right. No account and no cookie, so no CSRF token either."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import sent, show_problems
from accounts.languages import public_page
from campaigns.models import Campaign, Report
from campaigns.models.report import RECEIPT_PATTERN
from campaigns.moderation.reports import file_report
from campaigns.pages.around import UNUSABLE, page_around, part_url, published
from campaigns.pages.forms import ReportForm
from candyplatform.base import clock
from candyplatform.base.errors import Invalid, NotFound

SEE_OTHER = 303


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public_page(max_age=0)
def report(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The form, and what comes of it: a receipt, or what to mend with all that was typed."""
    campaign = published(organization, slug)
    form = ReportForm(sent(request))
    filed = _filed(campaign, form)
    if filed:
        place = reverse("campaign_reported", args=[organization, slug, filed.receipt])
        return HttpResponseRedirect(f"{place}?lang={get_language()}", status=SEE_OTHER)
    context = {"form": form, "off_url": part_url(campaign, "campaign_off")}
    return page_around(request, "report", campaign, context, status=UNUSABLE if form.errors else 200)


@require_safe
@public_page(max_age=0)
def reported(request: HttpRequest, organization: str, slug: str, receipt: str) -> HttpResponse:
    """What happens next, with the receipt that was just given: it is read from the address, and looked up nowhere."""
    if not re.fullmatch(RECEIPT_PATTERN, receipt):
        raise Http404
    response = page_around(request, "reported", published(organization, slug), {"receipt": receipt})
    response.headers["Cache-Control"] = "no-store"
    return response


def _filed(campaign: Campaign, form: ReportForm) -> Report | None:
    """The report that was taken down; None, with the form saying why, when there is none."""
    if not form.is_valid():
        return None
    try:
        language = get_language() or "en"
        return file_report(campaign=campaign, language=language, now=clock.now(), **form.report())
    except Invalid as error:
        show_problems(form, error)
    except NotFound as error:
        raise Http404 from error
    return None
