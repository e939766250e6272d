"""Every address of the URLconf and who it is for. An address that is not here fails the suite.

To add one: a line in `ROUTES`, by the room it belongs to, under the pattern that the failure names. A parameter is filled with
the value of its name in `Tenant.values` (tests/isolation/tenants.py), unless `fill` names another one; `query` and `body` name
what else a request can be made with. Each value is tried as the asker's own, as the other organization's, and as nobody's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from candyplatform.base import clock


class Kind(Enum):
    """Whom an address is for."""

    PUBLIC = "anybody; shows what was published"
    PERSON = "whoever is logged in: their own"
    DESK = "the members of the organization in the address"
    STAFF = "staff"
    API = "the bearer of a token: their organization's"
    SIGNED = "the holder of a signed link"
    DEV = "nobody but on a development machine"
    OUTSIDE = "anybody; a package's own page, without an organization's data"


@dataclass(frozen=True)
class Route:
    """How an address is asked. `path` replaces a pattern that is a regular expression, or must be asked with a query.
    `said` is what else is in a form or, to the API, in the JSON of what writes."""

    kind: Kind
    fill: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    # By method, what is said to the API instead.
    said_by: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # What its own members get there is a picture or a file.
    says_nothing: bool = False
    # The status that the API answers its own members with, or its first digit.
    answers: int = 2

    def address(self, pattern: str, values: Mapping[str, Any]) -> str:
        """The path with these values in it."""
        template = self.path or pattern
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[self.value_of(found[1])]), template)

    def names(self, pattern: str, method: str = "POST") -> tuple[str, ...]:
        """The names of all values that a request of it has."""
        found = (self.value_of(name) for name in re.findall(r"<(?:\w+:)?(\w+)>", self.path or pattern))
        sent = self.body.values() if method == "POST" else self.query.values()
        return tuple(dict.fromkeys([*found, *sent]))

    def value_of(self, parameter: str) -> str:
        return self.fill.get(parameter, _FILL.get(parameter, parameter))


# parameter -> value, where they are not of one name
_FILL = {
    "organization": "org",
    "slug": "page",
    "token": "signed",
    "id": "campaign_id",
    "content_type_id": "content_type",
    "membership_id": "membership",
}

_ANSWERED = {"id": "answered_id", "answer": "confirmed_answer"}
PUBLIC, PERSON, DESK = Route(Kind.PUBLIC), Route(Kind.PERSON), Route(Kind.DESK)
STAFF, API, DEV, OUTSIDE = Route(Kind.STAFF), Route(Kind.API), Route(Kind.DEV), Route(Kind.OUTSIDE)


def _admin(model: str, value: str) -> dict[str, Route]:
    """What Django's admin has for every model."""
    one = Route(Kind.STAFF, fill={"object_id": value})
    pages = ("history/", "delete/", "change/", "")
    return {
        f"admin/{model}/": STAFF,
        f"admin/{model}/add/": STAFF,
        **{f"admin/{model}/<path:object_id>/{page}": one for page in pages},
    }


_EXPORT = Route(Kind.API, fill={"id": "archive_id"})
_WEBHOOK = Route(Kind.API, fill={"id": "webhook_id"})
_DESK_MESSAGE = Route(Kind.DESK, fill={"message": "webhook_message"})

ROUTES: Mapping[str, Route] = {
    # api
    "api/v1/campaigns/": Route(
        Kind.API,
        body={"company_id": "company"},
        said={"languages": ["en"], "title": {"en": "Another"}},
    ),
    "api/v1/campaigns/<campaign:id>/": Route(
        Kind.API, fill={"id": "draft_id"}, said={"story": {"en": "Another"}}
    ),
    "api/v1/campaigns/<campaign:id>/submit/": Route(Kind.API, fill={"id": "draft_id"}),
    "api/v1/campaigns/<campaign:id>/withdraw/": Route(Kind.API, fill={"id": "in_review_id"}),
    "api/v1/campaigns/<campaign:id>/close/": Route(Kind.API, said={"outcome": "fulfilled"}),
    "api/v1/campaigns/<campaign:id>/duplicate/": API,
    "api/v1/campaigns/<campaign:id>/hashtags/": Route(
        Kind.API, fill={"id": "draft_id"}, said={"hashtags": ["another"]}
    ),
    "api/v1/campaigns/<campaign:id>/sample-posts/": Route(
        Kind.API,
        fill={"id": "draft_id"},
        said={"sample_posts": [{"language": "en", "text": "Please, another"}]},
    ),
    "api/v1/campaigns/<campaign:id>/event-picture/": Route(
        Kind.API,
        fill={"id": "draft_id"},
        said={"url": "https://pictures.example/another.jpg"},
        said_by={"PATCH": {"alt": {"en": "Another"}}},
    ),
    "api/v1/campaigns/<campaign:id>/metrics/": API,
    "api/v1/campaigns/<campaign:id>/metrics/days/": API,
    "api/v1/campaigns/<campaign:id>/answers/": Route(
        Kind.API,
        said={"kind": "acknowledged", "said_at": clock.now().isoformat(), "text": "Soon"},
    ),
    "api/v1/campaigns/<campaign:id>/answers/<int:answer>/": API,
    "api/v1/campaigns/<campaign:id>/answers/<int:answer>/confirm/": Route(
        Kind.API, said={"kind": "acknowledged"}
    ),
    "api/v1/campaigns/<campaign:id>/answers/<int:answer>/dismiss/": API,
    "api/v1/campaigns/<campaign:id>/answers/<int:answer>/correct/": Route(
        Kind.API, fill=_ANSWERED, said={"kind": "acknowledged"}
    ),
    "api/v1/campaigns/<campaign:id>/answers/<int:answer>/take-back/": Route(Kind.API, fill=_ANSWERED),
    "api/v1/campaigns/<campaign:id>/updates/": Route(Kind.API, said={"text": {"en": "News"}}),
    "api/v1/campaigns/<campaign:id>/updates/<int:update>/": API,
    "api/v1/campaigns/<campaign:id>/posts/": API,
    "api/v1/campaigns/<campaign:id>/posts/<int:post>/hide/": API,
    "api/v1/campaigns/<campaign:id>/posts/<int:post>/show/": API,
    "api/v1/campaigns/<campaign:id>/storm-hour/": Route(
        Kind.API, said={"starts_at": (clock.now() + timedelta(hours=20)).isoformat()}
    ),
    "api/v1/campaigns/<campaign:id>/embeds/": API,
    "api/v1/campaigns/<campaign:id>/short-links/": API,
    "api/v1/campaigns/<campaign:id>/supporters/": API,
    "api/v1/campaigns/<campaign:id>/supporters/addresses/": API,
    "api/v1/events/": API,
    "api/v1/events/<campaign:id>/": API,
    "api/v1/events/<campaign:id>/source/": Route(Kind.API, said={"url": "http://127.0.0.1/"}),
    "api/v1/events/<campaign:id>/take-over/": Route(Kind.API, fill={"id": "draft_id"}),
    "api/v1/events/<campaign:id>/leave/": API,
    # An address that the door refuses before it asks anybody.
    "api/v1/event-pages/": Route(
        Kind.API, path="api/v1/event-pages/?url=http%3A%2F%2F127.0.0.1%2F", says_nothing=True, answers=400
    ),
    "api/v1/companies/": API,
    "api/v1/companies/<uuid:id>/": Route(Kind.API, fill={"id": "company"}),
    "api/v1/organization/": API,
    "api/v1/members/": API,
    "api/v1/journal/": Route(Kind.API, query={"subject": "campaign_id"}),
    "api/v1/exports/": API,
    "api/v1/exports/<uuid:id>/": _EXPORT,
    "api/v1/exports/<uuid:id>/file/": Route(Kind.API, fill={"id": "archive_id"}, says_nothing=True),
    "api/v1/webhooks/": Route(
        Kind.API, said={"url": "https://another.example/", "event_types": ["campaign.closed"]}
    ),
    "api/v1/webhooks/<uuid:id>/": _WEBHOOK,
    "api/v1/webhooks/<uuid:id>/secret/": _WEBHOOK,
    "api/v1/webhooks/<uuid:id>/test/": _WEBHOOK,
    "api/v1/webhooks/<uuid:id>/deliveries/": _WEBHOOK,
    "api/v1/webhooks/<uuid:id>/deliveries/resend/": Route(
        Kind.API, fill={"id": "webhook_id"}, said={"since": "2013-04-22T10:00:00Z"}
    ),
    "api/v1/webhooks/<uuid:id>/deliveries/<slug:message>/resend/": Route(
        Kind.API, fill={"id": "webhook_id", "message": "webhook_message"}
    ),
    "api/v1/hooks/": Route(
        Kind.API, said={"target_url": "https://another.example/", "event": "campaign.closed"}
    ),
    "api/v1/hooks/sample/": Route(Kind.API, path="api/v1/hooks/sample/?event=campaign.closed"),
    "api/v1/hooks/<uuid:id>/": _WEBHOOK,
    "api/schema/": PUBLIC,
    "api/docs/": PUBLIC,
    "api/docs/<slug:org>/": DESK,
    "api/postman/": PUBLIC,
    "api/^": Route(Kind.PUBLIC, path="api/v1/nothing/"),
    # the room of people and organizations
    "desk/": PERSON,
    "desk/new/": Route(Kind.PERSON, said={"name": "Another"}),
    "desk/<slug:org>/settings/": DESK,
    "desk/<slug:org>/tokens/": DESK,
    "desk/<slug:org>/tokens/<uuid:token_id>/revoke/": DESK,
    "desk/<slug:org>/tokens/<uuid:token_id>/rotate/": Route(Kind.DESK, said={"overlap": "0"}),
    "desk/<slug:org>/journal/": Route(Kind.DESK, query={"subject": "campaign_id", "person": "user"}),
    "desk/<slug:org>/journal.csv": Route(Kind.DESK, query={"subject": "campaign_id", "person": "user"}),
    "desk/<slug:org>/organization/": Route(Kind.DESK, said={"name": "Another"}),
    "desk/<slug:org>/organization/logo/": Route(Kind.DESK, said={"remove": "on"}),
    "desk/<slug:org>/organization/logo/picture/": Route(Kind.DESK, says_nothing=True),
    "desk/<slug:org>/organization/second-factor/": DESK,
    "desk/<slug:org>/organization/export/": DESK,
    "desk/<slug:org>/organization/export/<uuid:archive_id>/": Route(Kind.DESK, says_nothing=True),
    "desk/<slug:org>/organization/delete/": Route(Kind.DESK, body={"short_name": "org"}),
    "desk/<slug:org>/organization/delete/keep/": DESK,
    "desk/<slug:org>/members/": Route(
        Kind.DESK, said={"emails": "guest@example.org", "role": "viewer", "days": "7"}
    ),
    "desk/<slug:org>/members/leave/": DESK,
    "desk/<slug:org>/members/<int:membership_id>/role/": Route(Kind.DESK, said={"role": "editor"}),
    "desk/<slug:org>/members/<int:membership_id>/remove/": DESK,
    "desk/<slug:org>/members/<int:membership_id>/transfer/": DESK,
    "desk/<slug:org>/members/invitations/<uuid:invitation_id>/resend/": DESK,
    "desk/<slug:org>/members/invitations/<uuid:invitation_id>/revoke/": DESK,
    "desk/invitations/": PERSON,
    "desk/invitations/sign-up/": PERSON,
    "desk/invitations/other-account/": PERSON,
    "desk/invitations/<uuid:invitation_id>/accept/": PERSON,
    "desk/invitations/<uuid:invitation_id>/decline/": PERSON,
    "desk/invitations/<slug:secret>/": Route(Kind.SIGNED, path="desk/invitations/nobodys-secret/"),
    "desk/account/export/": PERSON,
    "desk/account/export/<uuid:archive_id>/": Route(Kind.PERSON, fill={"archive_id": "own_archive_id"}),
    "desk/account/delete/": PERSON,
    "desk/account/delete/keep/": PERSON,
    "i18n/setlang/": Route(Kind.PERSON, said={"language": "de"}),
    # campaigns.webhooks
    "desk/<slug:org>/webhooks/": Route(
        Kind.DESK,
        said={"url": "https://another.example/", "event_types": "campaign.closed", "payload": "thin"},
    ),
    "desk/<slug:org>/webhooks/<uuid:webhook_id>/": Route(
        Kind.DESK,
        said={"url": "https://another.example/", "event_types": "campaign.closed", "payload": "thin"},
    ),
    "desk/<slug:org>/webhooks/<uuid:webhook_id>/secret/": Route(Kind.DESK, said={"hours": "0"}),
    "desk/<slug:org>/webhooks/<uuid:webhook_id>/test/": DESK,
    "desk/<slug:org>/webhooks/<uuid:webhook_id>/turn/": DESK,
    "desk/<slug:org>/webhooks/<uuid:webhook_id>/again/": Route(Kind.DESK, said={"hours": "1"}),
    "desk/<slug:org>/webhooks/<uuid:webhook_id>/messages/<slug:message>/again/": _DESK_MESSAGE,
    "desk/<slug:org>/webhooks/<uuid:webhook_id>/delete/": DESK,
    # campaigns.authoring
    "desk/<slug:org>/": DESK,
    "desk/<slug:org>/campaigns/new/": Route(
        Kind.DESK,
        said={"event_name": "Another", "time_zone": "UTC"},
    ),
    "desk/<slug:org>/campaigns/new/link/": Route(Kind.DESK, said={"event_name": "Another"}),
    "desk/<slug:org>/<slug:campaign>/": DESK,
    "desk/<slug:org>/<slug:campaign>/edit/": Route(Kind.DESK, fill={"campaign": "draft"}),
    "desk/<slug:org>/<slug:campaign>/edit/link/": Route(
        Kind.DESK, fill={"campaign": "draft"}, said={"event_name": "Another"}
    ),
    "desk/<slug:org>/<slug:campaign>/edit/<slug:stage>/": Route(
        Kind.DESK,
        fill={"campaign": "draft"},
        path="desk/<slug:org>/<slug:campaign>/edit/wish/",
        body={"company": "company"},
        said={"title_en": "Another", "languages": "en"},
    ),
    "desk/<slug:org>/<slug:campaign>/duplicate/": DESK,
    "desk/<slug:org>/<slug:campaign>/numbers/": DESK,
    "desk/<slug:org>/<slug:campaign>/submit/": Route(Kind.DESK, fill={"campaign": "draft"}),
    "desk/<slug:org>/<slug:campaign>/withdraw/": DESK,
    "desk/<slug:org>/<slug:campaign>/close/": Route(Kind.DESK, said={"outcome": "fulfilled"}),
    "desk/<slug:org>/<slug:campaign>/posts/<int:post>/hide/": DESK,
    "desk/<slug:org>/<slug:campaign>/posts/<int:post>/show/": DESK,
    "desk/<slug:org>/<slug:campaign>/answers/new/": Route(
        Kind.DESK, said={"kind": "acknowledged", "said_at": "2999-01-01T00:00", "text": "Soon"}
    ),
    "desk/<slug:org>/<slug:campaign>/answers/<int:answer>/": Route(Kind.DESK, said={"kind": "acknowledged"}),
    "desk/<slug:org>/organization/event-tools/": Route(
        Kind.DESK, said={"address": "https://pretix.example/a/b/", "token": "abc"}
    ),
    "desk/<slug:org>/organization/event-tools/<int:tool>/disconnect/": DESK,
    "desk/<slug:org>/<slug:campaign>/picture/": Route(
        Kind.DESK, fill={"campaign": "draft"}, said={"alt_en": "Another"}
    ),
    "desk/<slug:org>/<slug:campaign>/picture/card/": DESK,
    "desk/<slug:org>/<slug:campaign>/picture/file/": Route(
        Kind.DESK, fill={"campaign": "draft"}, says_nothing=True
    ),
    "desk/<slug:org>/<slug:campaign>/event/take/": Route(Kind.DESK, fill={"campaign": "draft"}),
    "desk/<slug:org>/<slug:campaign>/event/leave/": DESK,
    "desk/<slug:org>/<slug:campaign>/event/unfollow/": DESK,
    "desk/<slug:org>/<slug:campaign>/news/": Route(Kind.DESK, said={"text_en": "News"}),
    "desk/<slug:org>/<slug:campaign>/news/<int:update>/withdraw/": DESK,
    "desk/<slug:org>/<slug:campaign>/preview/": Route(Kind.DESK, fill={"campaign": "draft"}),
    # campaigns.gathering
    "desk/<slug:org>/<slug:campaign>/storm-hour/": Route(
        Kind.DESK, said={"starts_at": "2999-01-01T00:00", "waves": "1", "apart": "30"}
    ),
    "desk/<slug:org>/<slug:campaign>/storm-hour/call-off/": DESK,
    "desk/<slug:org>/<slug:campaign>/storm-hour/addresses.csv": DESK,
    "reminders/<str:token>/confirm/": Route(Kind.SIGNED, fill={"token": "supporters_link"}),
    "reminders/<str:token>/confirm/sharing/": Route(Kind.SIGNED, fill={"token": "sharers_link"}),
    "reminders/<str:token>/leave/": Route(Kind.SIGNED, fill={"token": "supporters_link"}),
    "reminders/<str:token>/sharing/": Route(Kind.SIGNED, fill={"token": "sharers_link"}),
    "<shortname:organization>/<slug:slug>/reminder/": Route(
        Kind.PUBLIC, said={"email": "another@example.org"}
    ),
    "<shortname:organization>/<slug:slug>/reminder/sent/": PUBLIC,
    "<shortname:organization>/<slug:slug>/storm-hour.ics": PUBLIC,
    # campaigns.pages, campaigns.digests
    "": PUBLIC,
    "robots.txt": PUBLIC,
    "favicon.ico": PUBLIC,
    "healthz/": PUBLIC,
    "logos/<slug:organization>/<str:digest>.webp": Route(Kind.PUBLIC, fill={"digest": "digest_of_logo"}),
    "<shortname:organization>/<slug:slug>/": PUBLIC,
    "<shortname:organization>/<slug:slug>/picture/<str:digest>.webp": Route(
        Kind.PUBLIC, fill={"digest": "digest_of_picture"}
    ),
    "<shortname:organization>/<slug:slug>/live.json": PUBLIC,
    "<shortname:organization>/<slug:slug>/wall/": PUBLIC,
    "<shortname:organization>/<slug:slug>/say/": Route(Kind.PUBLIC, said={"own": "Please", "network": "x"}),
    "<shortname:organization>/<slug:slug>/step/": Route(
        Kind.PUBLIC, said={"step": "clicked", "network": "x"}
    ),
    "<shortname:organization>/<slug:slug>/posted/": Route(
        Kind.PUBLIC, said={"link": "https://mastodon.example/@ada/12"}
    ),
    "<shortname:organization>/<slug:slug>/posts/": Route(Kind.PUBLIC, said={"before": "1-1"}),
    "<shortname:organization>/<slug:slug>/posts/off/": Route(
        Kind.PUBLIC, said={"link": "https://mastodon.example/@ada/12"}
    ),
    "<shortname:organization>/<slug:slug>/report/": Route(
        Kind.PUBLIC, said={"reason": "other", "words": "Look at this."}
    ),
    "<shortname:organization>/<slug:slug>/report/<str:receipt>/": PUBLIC,
    "s/<slug:code>": PUBLIC,
    "servers/limits/": Route(Kind.PUBLIC, said={"network": "mastodon", "server": "social.example"}),
    "<shortname:organization>/<slug:slug>/embed/": PUBLIC,
    "<shortname:organization>/<slug:slug>/embed.json": PUBLIC,
    "<shortname:organization>/<slug:slug>/image.png": PUBLIC,
    "<shortname:organization>/<slug:slug>/qr.svg": PUBLIC,
    "<shortname:organization>/<slug:slug>/qr.png": PUBLIC,
    "<shortname:organization>/<slug:slug>/calendar.ics": PUBLIC,
    "<shortname:organization>/<slug:slug>/poster/<slug:sheet>/": PUBLIC,
    "<shortname:organization>/<slug:slug>/screen/": PUBLIC,
    "desk/<slug:org>/<slug:campaign>/pass-on/": DESK,
    "embed/candystorm-campaign.js": PUBLIC,
    "oembed/": Route(Kind.PUBLIC, query={"url": "page_url"}),
    "digest/unsubscribe/<str:token>/": Route(Kind.SIGNED),
    # staff
    "admin/": STAFF,
    "admin/login/": STAFF,
    "admin/logout/": STAFF,
    "admin/password_change/": STAFF,
    "admin/password_change/done/": STAFF,
    "admin/autocomplete/": Route(
        Kind.STAFF,
        said={"app_label": "campaigns", "model_name": "campaign", "field_name": "company", "term": "v"},
    ),
    "admin/jsi18n/": STAFF,
    "admin/r/<path:content_type_id>/<path:object_id>/": Route(Kind.STAFF, fill={"object_id": "campaign_id"}),
    "admin/campaigns/campaign/<uuid:object_id>/preview/": Route(
        Kind.STAFF, fill={"object_id": "campaign_id"}
    ),
    "admin/campaigns/campaign/<uuid:object_id>/picture/": Route(
        Kind.STAFF, fill={"object_id": "campaign_id"}, says_nothing=True
    ),
    "admin/campaigns/campaign/<uuid:object_id>/decide/": Route(
        Kind.STAFF, fill={"object_id": "campaign_id"}, said={"decision": "suspend", "note": "No"}
    ),
    **_admin("campaigns/campaign", "campaign_id"),
    "admin/campaigns/report/<uuid:object_id>/decide/": Route(
        Kind.STAFF, fill={"object_id": "report"}, said={"decision": "uphold", "grounds": "No"}
    ),
    **_admin("campaigns/report", "report"),
    **_admin("campaigns/company", "company"),
    **_admin("campaigns/instance", "instance"),
    **_admin("campaigns/optout", "opt_out"),
    **_admin("accounts/organization", "organization_id"),
    **_admin("accounts/user", "user"),
    **_admin("accounts/journalentry", "journal_entry"),
    **_admin("base/duework", "given_up"),
    "admin/^(?P<app_label>campaigns|accounts|base)/$": Route(Kind.STAFF, path="admin/campaigns/"),
    "admin/(?P<url>.*)$": Route(Kind.STAFF, path="admin/nothing/"),
    # development
    "dev/mail/": DEV,
    "dev/mail/<str:key>/": Route(Kind.DEV, path="dev/mail/key/"),
    "dev/mail/<str:key>/html/": Route(Kind.DEV, path="dev/mail/key/html/"),
    "dev/look/": DEV,
    "dev/code/": DEV,
    "dev/demo/start/": DEV,
    "dev/demo/": DEV,
    # the way in, by accounts.entrance and django-allauth
    "accounts/": PERSON,
    "accounts/second-factor/": PERSON,
    "accounts/sessions/": PERSON,
    "accounts/sessions/<int:visit_id>/end/": PERSON,
    "accounts/login/code/": OUTSIDE,
    "accounts/2fa/": OUTSIDE,
    "accounts/2fa/authenticate/": OUTSIDE,
    "accounts/2fa/reauthenticate/": OUTSIDE,
    "accounts/2fa/totp/activate/": OUTSIDE,
    "accounts/2fa/totp/deactivate/": OUTSIDE,
    "accounts/2fa/recovery-codes/": OUTSIDE,
    "accounts/2fa/recovery-codes/generate/": OUTSIDE,
    "accounts/2fa/recovery-codes/download/": OUTSIDE,
    "accounts/2fa/webauthn/": OUTSIDE,
    "accounts/2fa/webauthn/add/": OUTSIDE,
    "accounts/2fa/webauthn/reauthenticate/": OUTSIDE,
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": Route(Kind.OUTSIDE, fill={"pk": "factor"}),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": Route(Kind.OUTSIDE, fill={"pk": "factor"}),
    "accounts/2fa/webauthn/login/": OUTSIDE,
    "accounts/login/": OUTSIDE,
    "accounts/logout/": OUTSIDE,
    "accounts/inactive/": OUTSIDE,
    "accounts/signup/": OUTSIDE,
    "accounts/reauthenticate/": OUTSIDE,
    "accounts/email/": OUTSIDE,
    "accounts/confirm-email/": OUTSIDE,
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": Route(Kind.OUTSIDE, path="accounts/confirm-email/key/"),
    "accounts/password/change/": OUTSIDE,
    "accounts/password/set/": OUTSIDE,
    "accounts/password/reset/": OUTSIDE,
    "accounts/password/reset/done/": OUTSIDE,
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": Route(
        Kind.OUTSIDE, path="accounts/password/reset/key/1-key/"
    ),
    "accounts/password/reset/key/done/": OUTSIDE,
    "accounts/login/code/confirm/": OUTSIDE,
}


def served() -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the URLconf, with the addresses it stands under."""
    yield from _below(get_resolver().url_patterns, "")


def _below(patterns: "list[URLPattern | URLResolver]", above: str) -> Iterator[tuple[str, URLPattern]]:
    for found in patterns:
        here = above + str(found.pattern)
        if isinstance(found, URLPattern):
            yield here, found
        else:
            yield from _below(found.url_patterns, here)
