"""Companies for staff: whose accounts are whose."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import ReadByStaff, actor_of
from campaigns.authoring.handles import clean_handles
from campaigns.models import Company, CompanyAccount
from campaigns.transitions.companies import (
    change_accounts,
    describe_company,
    limit_volume,
    verify_company,
)
from candyplatform.base import clock
from candyplatform.base.errors import Invalid


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account on one network."""

    class Meta:
        model = CompanyAccount
        fields = ["network", "handle"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        network, handle = cleaned.get("network"), cleaned.get("handle")
        if network and handle:
            try:
                cleaned["handle"] = clean_handles({network: handle})[network]
            except Invalid as error:
                self.add_error("handle", [str(text) for texts in error.fields.values() for text in texts])
        return cleaned


class AccountsInline(admin.TabularInline):  # type: ignore[type-arg]
    """The company's accounts: brand accounts only, never a person's."""

    model = CompanyAccount
    form = AccountForm
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class CompanyAdmin(ReadByStaff[Company], admin.ModelAdmin):  # type: ignore[type-arg]
    """Companies: staff write them down, mend them, and verify those that organizers proposed."""

    list_display = ["name", "website", "proposed_by", "verified_at"]
    list_filter = [("verified_at", admin.EmptyFieldListFilter)]
    list_select_related = ["proposed_by"]
    search_fields = ["name"]
    fields = ["name", "website", "daily_posts", "proposed_by", "verified_at"]
    readonly_fields = ["proposed_by", "verified_at"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    inlines = [AccountsInline]
    actions = ["verify"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Company | None = None) -> bool:
        return True

    def save_model(self, request: HttpRequest, obj: Company, form: Any, change: bool) -> None:
        """What staff write down is verified by that; what they change, the organizations concerned are told."""
        now = clock.now()
        if change:
            actor = actor_of(request)
            describe_company(company=obj, name=obj.name, website=obj.website, actor=actor, now=now)
            limit_volume(company=obj, daily_posts=obj.daily_posts, actor=actor, now=now)
        else:
            obj.created_at = obj.verified_at = now
            super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The accounts as they now stand in the form; the log is told which of them are new, changed or gone."""
        formset.save(commit=False)
        given = [row.cleaned_data for row in formset.forms if row not in formset.deleted_forms]
        handles = {row["network"]: row["handle"] for row in given if row}
        change_accounts(company=form.instance, handles=handles, actor=actor_of(request), now=clock.now())

    @admin.action(description=_("Verify: every organization may ask it"))
    def verify(self, request: HttpRequest, chosen: QuerySet[Company]) -> None:
        waiting = list(chosen.filter(verified_at=None))
        for company in waiting:
            verify_company(company=company, actor=actor_of(request), now=clock.now())
            self.log_change(request, company, "verified")
        text = ngettext("%(count)d company verified.", "%(count)d companies verified.", len(waiting))
        self.message_user(request, text % {"count": len(waiting)}, messages.SUCCESS)
