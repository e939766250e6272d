"""The owners' page of event tools."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view
from accounts.forms import sent, show_problems
from accounts.roles import Permission
from campaigns.authoring.tools import queries
from campaigns.authoring.tools.forms import ToolForm
from campaigns.authoring.tools.operations import connect_tool, disconnect_tool
from candyplatform.base import clock
from candyplatform.base.errors import Invalid

UNUSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@desk_view
def event_tools(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tools that are connected, and a form for one more. A token is shown to nobody, not even what was just typed."""
    desk.actor.require(Permission.MANAGE_TOKENS)
    form = ToolForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            tool = connect_tool(**form.cleaned_data, actor=desk.actor, now=clock.now())
        except Invalid as error:
            show_problems(form, error)
        else:
            messages.success(request, _("%(host)s is connected.") % {"host": tool})
            return redirect("event_tools", desk.organization.slug)
    status = UNUSABLE if form.errors else 200
    context = {"form": form, "tools": queries.tools()}
    return desk.render(
        request, "campaigns/authoring/tools/tools.html", context, area="organization", status=status
    )


@require_POST
@desk_view
def event_tool_disconnect(request: HttpRequest, desk: Desk, tool: int) -> HttpResponse:
    """Forget a tool's token."""
    gone = disconnect_tool(tool_id=tool, actor=desk.actor, now=clock.now())
    messages.success(request, _("%(host)s is disconnected, and its token deleted.") % {"host": gone})
    return redirect("event_tools", desk.organization.slug)
