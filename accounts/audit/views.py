"""The journal's page at the desk, for owners, and the same as a file."""

from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import Desk, as_reader, desk_view
from accounts.audit.download import ROWS_AT_ONCE, written
from accounts.audit.forms import FilterForm
from accounts.audit.queries import Page, page_of
from accounts.audit.telling import Line
from accounts.roles import Permission
from accounts.scope import organization_scope

_BEFORE = "before"
_LONGEST_ID = 18


@require_safe
@desk_view
def journal(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What happened here, by day, newest first. A field that cannot be read is told so and filters nothing."""
    desk.actor.require(Permission.READ_JOURNAL)
    form = FilterForm(request.GET)
    is_usable = form.is_valid()
    page = page_of(form.filters(), before=_before(request))
    asked: dict[str, str] = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    older = urlencode({**asked, _BEFORE: str(page.older)}) if page.older else ""
    context = {
        "form": form,
        "days": [(day, list(lines)) for day, lines in groupby(page.lines, key=_day)],
        "is_filtered": bool(asked),
        "is_newest": _BEFORE not in request.GET,
        "older": older,
        "download": _address("journal_csv", desk, asked),
        "newest": _address("journal", desk, asked),
    }
    return desk.render(
        request, "accounts/audit/journal.html", context, area="settings", status=200 if is_usable else 422
    )


@require_safe
@desk_view
def journal_csv(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The same entries as CSV. It is read in short transactions of its own, while it is sent."""
    desk.actor.require(Permission.READ_JOURNAL)
    form = FilterForm(request.GET)
    if not form.is_valid():
        return redirect(_address("journal", desk, request.GET.dict()))
    filters, organization = form.filters(), desk.organization

    def page(before: int | None) -> Page:
        with as_reader(request), organization_scope(organization.id):
            return page_of(filters, before=before, size=ROWS_AT_ONCE)

    name = f"journal-{organization.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(written(page), content_type="text/csv; charset=utf-8", headers=headers)


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get(_BEFORE, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID else None


def _day(line: Line) -> date:
    return line.at.date()


def _address(name: str, desk: Desk, query: dict[str, str]) -> str:
    address = reverse(name, args=[desk.organization.slug])
    return f"{address}?{urlencode(query)}" if query else address
