"""Due work that was given up, for staff to look at and have tried again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import journal
from accounts.actors import Actor
from accounts.admin import ReadByStaff, actor_of
from accounts.scope import organization_scope
from candyplatform.base import clock, work
from candyplatform.base.models import DueWork


def given_up() -> QuerySet[DueWork]:
    """The work that waits for staff."""
    return DueWork.objects.filter(gave_up_at__isnull=False)


class GivenUpAdmin(ReadByStaff[DueWork], admin.ModelAdmin):  # type: ignore[type-arg]
    """Work that failed too often; of an organization's work the policies show staff no other."""

    list_display = ["kind", "key", "gave_up_at", "attempts", "last_error"]
    list_filter = ["kind"]
    search_fields = ["=key"]
    ordering = ["-gave_up_at"]
    readonly_fields = ("kind", "key", "organization_id", "due_at", "attempts", "gave_up_at", "last_error")
    fields = readonly_fields
    actions = ["try_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DueWork]:
        return given_up()

    @admin.action(description=_("Try again"))
    def try_again(self, request: HttpRequest, chosen: QuerySet[DueWork]) -> None:
        tried = [row for row in chosen if _tried_again(row, actor_of(request))]
        for row in tried:
            self.log_change(request, row, "try again")
        text = ngettext(
            "%(count)d piece of work is due again.", "%(count)d pieces of work are due again.", len(tried)
        )
        self.message_user(request, text % {"count": len(tried)}, messages.SUCCESS)


def _tried_again(row: DueWork, actor: Actor) -> bool:
    now = clock.now()
    if not work.retry_given_up(work_id=row.pk, now=now):
        return False
    if row.organization_id:
        with organization_scope(row.organization_id):
            journal.append(
                verb="work.retried",
                subject=row.key,
                organization_id=row.organization_id,
                actor=actor,
                now=now,
                details={"kind": row.kind},
            )
    return True
