"""What people, organizations and tokens do, in words."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.audit.people import names_of_members
from accounts.audit.vocabulary import Details, Happening, Subject, Topic, Vocabulary
from accounts.models import ApiToken
from accounts.tokens.scopes import TokenScope


def _token_names(ids: Collection[str]) -> dict[str, str]:
    tokens = ApiToken.objects.filter(id__in=[UUID(key) for key in ids])
    return {str(token.id): token.name for token in tokens}


def _what_it_may(details: Details) -> str:
    labels = dict(TokenScope.choices)
    scopes = ", ".join(str(labels.get(scope, scope)) for scope in details.get("scopes", ()))
    return _now("It begins with %(prefix)s and may: %(scopes)s.") % {
        "prefix": details.get("prefix", ""),
        "scopes": scopes,
    }


VOCABULARY = Vocabulary(
    happenings={
        "organization.founded": Happening(_("{who} founded the organization.")),
        "organization.trusted": Happening(_("{who} lets the organization publish without review.")),
        "organization.distrusted": Happening(_("{who} reviews the campaigns again before they go live.")),
        "membership.joined": Happening(_("{who} joined.")),
        "membership.time_zone_changed": Happening(_("{who} chose another time zone.")),
        "digest.wanted": Happening(_("{who} asked for the daily digest.")),
        "digest.declined": Happening(_("{who} stopped the daily digest.")),
        "token.issued": Happening(_("{who} created {what}."), "token", _what_it_may),
        "token.revoked": Happening(_("{who} revoked {what}."), "token"),
    },
    subjects={
        "membership": Subject(names_of_members, _("{name}"), _("a former member")),
        "token": Subject(_token_names, _("the API token “{name}”"), _("an API token that is gone")),
    },
    topics={
        "people": Topic(_("People and roles"), ("membership.", "invitation.")),
        "organization": Topic(_("The organization"), ("organization.",)),
        "tokens": Topic(_("API tokens"), ("token.",)),
        "digests": Topic(_("Digests"), ("digest.",)),
    },
)
