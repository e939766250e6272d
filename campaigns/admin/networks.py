"""The servers that are asked, and the people who asked to be forgotten, for staff."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import ReadByStaff, actor_of
from campaigns.listening.forgetting import CompanysAccount, ask_to_be_forgotten
from campaigns.models import CompanyAccount, Instance, OptOut
from candyplatform.base import clock


class InstanceAdmin(ReadByStaff[Instance], admin.ModelAdmin):  # type: ignore[type-arg]
    """What each server lets us ask, and whether it answers."""

    list_display = ["origin", "state", "budget_left", "budget_limit", "budget_resets_at", "answered_at"]
    readonly_fields = (
        "origin", "state", "budget_left", "budget_limit", "budget_resets_at", "asks_again_at", "failures",
        "rests_until", "answered_at",
    )  # fmt: skip
    fields = readonly_fields

    @admin.display(description=gettext_lazy("state"))
    def state(self, server: Instance) -> str:
        return _state(server, clock.now())


def _state(server: Instance, now: datetime) -> str:
    if server.rests_until and server.rests_until > now:
        return _("Left alone: %(count)d failures in a row") % {"count": server.failures}
    if server.asks_again_at and server.asks_again_at > now:
        return _("Wants no question yet")
    if server.failures:
        return _("Fails: %(count)d in a row") % {"count": server.failures}
    return _("Answers")


class OptOutForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom to forget."""

    class Meta:
        model = OptOut
        fields = ["network", "handle"]

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"]).strip().lstrip("@")
        if not handle:
            raise forms.ValidationError(_("Write the handle of the account."))
        network = self.cleaned_data.get("network")
        if CompanyAccount.objects.filter(network=network, handle__iexact=handle).exists():
            raise forms.ValidationError(CompanysAccount.message)
        return handle


class OptOutAdmin(ReadByStaff[OptOut], admin.ModelAdmin):  # type: ignore[type-arg]
    """Requests to be forgotten. Whose they were is not kept."""

    form = OptOutForm
    list_display = ["network", "asked_at", "done_at", "found"]
    list_filter = ["network"]
    fields = ["network", "handle"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[OptOut]:
        return OptOut.objects.annotate(found=Count("authors"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    @admin.display(description=gettext_lazy("accounts found"))
    def found(self, request: Any) -> int:
        return int(request.found)

    def save_model(self, request: HttpRequest, obj: OptOut, form: Any, change: bool) -> None:
        """A worker carries it out."""
        taken = ask_to_be_forgotten(
            network=obj.network, handle=obj.handle, actor=actor_of(request), now=clock.now()
        )
        obj.pk, obj.asked_at = taken.pk, taken.asked_at
