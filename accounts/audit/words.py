"""What people, organizations and tokens do, in words."""

from collections.abc import Collection
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.people import names_of_members
from accounts.audit.vocabulary import Details, Happening, Subject, Topic, Vocabulary
from accounts.models import ApiToken, Organization
from accounts.roles import Role
from accounts.tokens.scopes import TokenScope


def _token_names(ids: Collection[str]) -> dict[str, str]:
    tokens = ApiToken.objects.filter(id__in=[UUID(key) for key in ids])
    return {str(token.id): token.name for token in tokens}


def _what_it_may(details: Details) -> str:
    labels = dict(TokenScope.choices)
    scopes = ", ".join(str(labels.get(scope, scope)) for scope in details.get("scopes", ()))
    begin = details.get("prefix", "")
    return gettext("It begins with %(prefix)s and may: %(scopes)s.") % {"prefix": begin, "scopes": scopes}


def _role(details: Details) -> str:
    role = details.get("to") or details.get("role")
    return str(Role(role).label) if role in Role.values else ""


def _fields(details: Details) -> str:
    known = {field.name: field for field in Organization._meta.get_fields()}
    labels = (getattr(known.get(name), "verbose_name", name) for name in details.get("fields", ()))
    return ", ".join(capfirst(str(label)) for label in labels)


_ORGANIZATION = {
    "founded": Happening(_("{who} founded the organization.")),
    "edited": Happening(_("{who} changed what is said of the organization."), more=_fields),
    "logo_changed": Happening(_("{who} chose another logo.")),
    "logo_removed": Happening(_("{who} took the logo away.")),
    "trusted": Happening(_("{who} lets the organization publish without review.")),
    "distrusted": Happening(_("{who} reviews the campaigns again before they go live.")),
    "second_factor_required": Happening(_("{who} asks every member for a second step at login.")),
    "second_factor_optional": Happening(_("{who} leaves it to each member to log in with a second step.")),
    "leaving": Happening(_("{who} asked for the organization to be deleted.")),
    "kept": Happening(_("{who} keeps the organization after all.")),
    "erased": Happening(_("{who} deleted the organization, but for this journal.")),
}
_MEMBERSHIP = {
    "joined": Happening(_("{who} joined."), more=_role),
    "role_changed": Happening(_("{who} gave {what} another role."), "membership", _role),
    "removed": Happening(_("{who} removed {what}."), "membership"),
    "left": Happening(_("{who} left.")),
    "time_zone_changed": Happening(_("{who} chose another time zone.")),
}
_INVITATION = {
    "sent": Happening(_("{who} invited somebody."), more=_role),
    "resent": Happening(_("{who} sent an invitation once more."), more=_role),
    "revoked": Happening(_("{who} took an invitation back."), more=_role),
    "accepted": Happening(_("{who} accepted an invitation."), more=_role),
    "declined": Happening(_("{who} declined an invitation."), more=_role),
}
_TOKEN = {
    "issued": Happening(_("{who} created {what}."), "token", _what_it_may),
    "rotated": Happening(_("{who} renewed {what}."), "token", _what_it_may),
    "revoked": Happening(_("{who} revoked {what}."), "token"),
}

VOCABULARY = Vocabulary(
    happenings={
        **{f"organization.{verb}": happening for verb, happening in _ORGANIZATION.items()},
        **{f"membership.{verb}": happening for verb, happening in _MEMBERSHIP.items()},
        **{f"invitation.{verb}": happening for verb, happening in _INVITATION.items()},
        **{f"token.{verb}": happening for verb, happening in _TOKEN.items()},
        "digest.wanted": Happening(_("{who} asked for the daily digest.")),
        "digest.declined": Happening(_("{who} stopped the daily digest.")),
        "archive.asked": Happening(_("{who} asked for a copy of everything.")),
        "archive.taken": Happening(_("{who} downloaded a copy of everything.")),
        "person.erased": Happening(_("{who} deleted the account of somebody who asked for it.")),
    },
    subjects={
        "membership": Subject(names_of_members, _("{name}"), _("a former member")),
        "token": Subject(_token_names, _("the API token “{name}”"), _("an API token that is gone")),
    },
    topics={
        "people": Topic(_("People and roles"), ("membership.", "invitation.", "person.")),
        "organization": Topic(_("The organization"), ("organization.", "archive.")),
        "tokens": Topic(_("API tokens"), ("token.",)),
        "digests": Topic(_("Digests"), ("digest.",)),
    },
)
