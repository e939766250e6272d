"""The staff's site: who may enter, what is there, and the scope in which everything is read."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import admin as people
from accounts import second_factor
from accounts.models import JournalEntry, Organization, User
from accounts.scope import staff_scope
from campaigns.admin import queue, reports
from campaigns.admin.campaigns import CampaignAdmin
from campaigns.admin.companies import CompanyAdmin
from campaigns.admin.given_up import GivenUpAdmin, given_up
from campaigns.admin.networks import InstanceAdmin, OptOutAdmin
from campaigns.admin.reports import ReportAdmin
from campaigns.models import Campaign, Company, Instance, OptOut, Report
from candyplatform.base import clock
from candyplatform.base.models import DueWork

View = Callable[..., HttpResponseBase]
ViewT = TypeVar("ViewT", bound=View)


class StaffSite(AdminSite):
    """Django's admin, for members of staff who logged in like everybody else, and with a second factor, inside `staff_scope`."""

    site_title = _("Staff")
    index_title = _("To be looked at")
    index_template = "campaigns/admin/index.html"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and second_factor.was_used(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"site_header": settings.SITE_NAME}

    def admin_view(self, view: ViewT, cacheable: bool = False) -> ViewT:
        return super().admin_view(cast("ViewT", update_wrapper(_in_staff_scope(view), view)), cacheable)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        waiting = {
            "waiting": queue.waiting(now=clock.now()),
            "reports": reports.waiting()[: reports.SHOWN],
            "report_count": reports.waiting().count(),
            "given_up": given_up().count(),
        }
        return super().index(request, {**waiting, **(extra_context or {})})

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """The people's own login, then a second factor; who is logged in and no member of staff is told so."""
        onward = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index", current_app=self.name)
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        if super().has_permission(request):
            return HttpResponseRedirect(second_factor.way_to_it(onward))
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(onward, reverse(settings.LOGIN_URL))

    def logout(  # type: ignore[override]  # a redirect, where Django's own shows a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        if request.method == "POST":
            logout(request)
        return HttpResponseRedirect(reverse(settings.LOGOUT_REDIRECT_URL))

    def password_change(  # type: ignore[override]  # as above
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("account_change_password"))


def _in_staff_scope(view: View) -> View:
    """The view inside the scope, and its template too: templates query while they render."""

    def scoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with staff_scope():
            response = view(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
            return response

    return scoped


site = StaffSite(name="admin")
site.register(Campaign, CampaignAdmin)
site.register(Company, CompanyAdmin)
site.register(Organization, people.OrganizationAdmin)
site.register(User, people.UserAdmin)
site.register(JournalEntry, people.JournalAdmin)
site.register(DueWork, GivenUpAdmin)
site.register(Instance, InstanceAdmin)
site.register(OptOut, OptOutAdmin)
site.register(Report, ReportAdmin)
