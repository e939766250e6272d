"""What people reported, for staff: the list, and one page to read a report and decide about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from accounts.admin import ReadByStaff, actor_of
from campaigns.admin.telling import tell_problems
from campaigns.models import Report
from campaigns.moderation.reports import dismiss_report, hide_reported_post, reported_post, uphold_report
from candyplatform.base import clock
from candyplatform.base.errors import DomainError

# What the first page shows of them; the list has all.
SHOWN = 20
# The button's name -> the operation.
DECISIONS: dict[str, Callable[..., Report]] = {
    "dismiss": dismiss_report,
    "hide": hide_reported_post,
    "uphold": uphold_report,
}


def waiting() -> QuerySet[Report]:
    """The reports that nobody decided about yet, the newest first."""
    return _for_staff().filter(decision="")


def _for_staff() -> QuerySet[Report]:
    return Report.objects.select_related("campaign__organization").order_by("-filed_at", "id")


class ReportAdmin(ReadByStaff[Report], admin.ModelAdmin):  # type: ignore[type-arg]
    """Reports, the newest first. Whose address one holds is nobody's to read: the decision is mailed there."""

    list_display = ["receipt", "filed_at", "campaign", "reason", "decision", "decided_at"]
    list_filter = [("decided_at", admin.EmptyFieldListFilter), "reason"]
    search_fields = ["=receipt", "campaign__slug", "campaign__organization__name"]
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return _for_staff()

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(self.decide_view)
        mine = path("<uuid:object_id>/decide/", decide, name="campaigns_report_decide")
        return [mine, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: Any,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The report, to be read and decided about."""
        return self._page(request, self._found(request, object_id))

    def decide_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """A button of that page: one decision, one operation."""
        report = self._found(request, object_id)
        decide = DECISIONS.get(request.POST.get("decision", ""))
        if decide is None:
            return redirect(self._address(report, "change"))
        grounds = request.POST.get("grounds", "")
        try:
            decided = decide(report=report, grounds=grounds, actor=actor_of(request), now=clock.now())
        except DomainError as error:
            status = tell_problems(request, error)
            return self._page(request, self._found(request, object_id), grounds=grounds, status=status)
        self.message_user(request, _told(decided, is_mailed=report.address is not None), messages.SUCCESS)
        return redirect(reverse(f"{self.admin_site.name}:index"))

    def _found(self, request: HttpRequest, object_id: Any) -> Report:
        report: Report | None = self.get_object(request, str(object_id))
        if report is None:
            raise Http404(_("No such report, or its time is over."))
        return report

    def _address(self, report: Report, page: str) -> str:
        return reverse(f"{self.admin_site.name}:campaigns_report_{page}", args=[report.pk])

    def _page(
        self, request: HttpRequest, report: Report, *, grounds: str = "", status: int = 200
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Report %(receipt)s") % {"receipt": report.receipt},
            "opts": self.opts,
            "report": report,
            "post": None if report.decision else reported_post(report),
            "decide": self._address(report, "decide"),
            "grounds": grounds,
        }
        return TemplateResponse(request, "campaigns/admin/report.html", context, status=status)


def _told(report: Report, *, is_mailed: bool) -> str:
    names = {"receipt": report.receipt, "decision": report.get_decision_display()}
    if is_mailed:
        return _("Report %(receipt)s: %(decision)s. Whoever reported it is told by e-mail.") % names
    return _("Report %(receipt)s: %(decision)s.") % names
