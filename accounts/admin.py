"""What staff see of people and organizations. `campaigns.admin.site` registers it; nothing is registered by import."""

from typing import Any, Generic, TypeVar

from django.contrib import admin, messages
from django.db.models import CharField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actors import Actor, staff
from accounts.audit.people import People
from accounts.audit.queries import of_topic
from accounts.audit.vocabulary import vocabulary
from accounts.journal import remark_on
from accounts.models import JournalEntry, Membership, Organization, User
from accounts.organizations import operations
from candyplatform.base import clock

ModelT = TypeVar("ModelT", bound=Model)


def actor_of(request: HttpRequest) -> Actor:
    """The member of staff who clicked."""
    assert isinstance(request.user, User)  # noqa: S101 - the site lets nobody else in
    return staff(user_id=request.user.pk, name=str(request.user))


class ReadByStaff(Generic[ModelT]):
    """Every member of staff may look, and nothing more: changes go through operations. Mix into an admin class."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: ModelT | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ModelT | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ModelT | None = None) -> bool:
        return False


class MembersInline(ReadByStaff[Membership], admin.TabularInline):  # type: ignore[type-arg]
    """Who belongs where."""

    model = Membership
    extra = 0
    can_delete = False


class MembersOfOrganization(MembersInline):
    readonly_fields = ("user", "role", "joined_at")
    fields = readonly_fields


class OrganizationsOfUser(MembersInline):
    readonly_fields = ("organization", "role", "joined_at")
    fields = readonly_fields


class OrganizationAdmin(ReadByStaff[Organization], admin.ModelAdmin):  # type: ignore[type-arg]
    """Organizations: staff trust them, or no longer."""

    list_display = ["name", "slug", "is_trusted", "is_public", "created_at"]
    list_filter = ["is_trusted", "is_public"]
    search_fields = ["name", "slug"]
    ordering = ["-created_at"]
    readonly_fields = ("name", "slug", "website", "is_trusted", "is_public", "created_at", "what_happened")
    fields = readonly_fields
    inlines = [MembersOfOrganization]
    actions = ["trust", "distrust"]

    @admin.display(description=_("journal"))
    def what_happened(self, organization: Organization) -> SafeString:
        address = reverse(f"{self.admin_site.name}:accounts_journalentry_changelist")
        return format_html(
            '<a href="{}?organization__id__exact={}">{}</a>',
            address,
            organization.pk,
            _("What happened here"),
        )

    @admin.action(description=_("Trust: may publish without review"))
    def trust(self, request: HttpRequest, chosen: QuerySet[Organization]) -> None:
        self._trust(request, chosen, trusted=True)

    @admin.action(description=_("Trust no longer: is reviewed again"))
    def distrust(self, request: HttpRequest, chosen: QuerySet[Organization]) -> None:
        self._trust(request, chosen, trusted=False)

    def _trust(self, request: HttpRequest, chosen: QuerySet[Organization], *, trusted: bool) -> None:
        changed = list(chosen.exclude(is_trusted=trusted))
        for organization in changed:
            operations.trust(
                organization_id=organization.id, trusted=trusted, actor=actor_of(request), now=clock.now()
            )
        text = ngettext("%(count)d organization changed.", "%(count)d organizations changed.", len(changed))
        self.message_user(request, text % {"count": len(changed)}, messages.SUCCESS)


FIELDS_OF_USER = (
    "email", "name", "language", "time_zone", "is_active", "is_staff", "date_joined", "last_login",
)  # fmt: skip


class UserAdmin(ReadByStaff[User], admin.ModelAdmin):  # type: ignore[type-arg]
    """People: staff can find them and shut an account; passwords are nobody's to see or set."""

    list_display = ["email", "name", "language", "is_active", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "language"]
    search_fields = ["email", "name"]
    ordering = ["-date_joined"]
    fields = FIELDS_OF_USER
    inlines = [OrganizationsOfUser]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Superusers look after staff, staff after everybody else, and nobody shuts themselves out."""
        if obj is None:
            return True
        return obj != request.user and (
            bool(getattr(request.user, "is_superuser", False)) or not obj.is_staff
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        mine = {"is_active", "is_staff"} if getattr(request.user, "is_superuser", False) else {"is_active"}
        return [name for name in FIELDS_OF_USER if name not in mine]


class About(admin.SimpleListFilter):
    """What the entry is about."""

    title = _("about")
    parameter_name = "about"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, topic.label) for key, topic in vocabulary().topics.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        topic = self.value() or ""
        return queryset.filter(of_topic(topic)) if topic in vocabulary().topics else queryset


class ByWhom(admin.SimpleListFilter):
    """Who did it."""

    title = _("by")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("staff", _("Staff")),
            ("member", _("Members")),
            ("token", _("API tokens")),
            ("platform", _("The platform")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(actor_kind=self.value()) if self.value() else queryset


class JournalAdmin(ReadByStaff[JournalEntry], admin.ModelAdmin):  # type: ignore[type-arg]
    """Everything that happened, newest first. Names are looked up: the journal holds none of people."""

    list_display = ["at", "verb", "who", "channel", "organization", "subject"]
    list_filter = [About, ByWhom, "at"]
    list_select_related = ["organization"]
    search_fields = ["=subject", "^verb", "actor_name", "person"]
    search_help_text = _("An id, the beginning of what happened, or a name")
    show_full_result_count = False
    readonly_fields = (
        "at", "verb", "subject", "organization", "actor_kind", "who", "channel", "said", "details",
    )  # fmt: skip
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[JournalEntry]:
        people = User.objects.filter(pk=OuterRef("actor_id"))
        names = people.values_list(Coalesce(NullIf("name", Value("")), "email", output_field=CharField()))
        entries: QuerySet[JournalEntry] = super().get_queryset(request)
        return entries.annotate(person=Subquery(names))

    @admin.display(description=_("who"), ordering="person")
    def who(self, entry: JournalEntry) -> str:
        person: str | None = getattr(entry, "person", None)
        return person or People({}, staff_by_name=True).who(entry)

    @admin.display(description=_("remark"))
    def said(self, entry: JournalEntry) -> str:
        return remark_on(entry)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "organization__id__exact" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]
