"""Connecting an event tool by its token, and letting it go."""

import re
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.authoring.event_sources.questions import origin_of
from campaigns.authoring.event_sources.reading import whole
from campaigns.models import EventTool
from candyplatform.base.errors import Invalid, NotFound, Text

TOOLS_LIMIT = 20
# What fits into a header, and into the field.
_TOKEN = re.compile(r"[!-~]{1,200}")
ORIGIN_LIMIT = 200


def connect_tool(*, address: str, token: str, actor: Actor, now: datetime) -> EventTool:
    """Keep the token for the API at that address, in place of an earlier one. It goes to no other host, and over TLS only.

    Raises `Invalid` on `address` and `token`.
    """
    actor.require(Permission.MANAGE_TOKENS)
    organization_id = actor.own_organization()
    origin, token = _checked(address, token)
    with organization_scope(organization_id):
        others = EventTool.objects.exclude(origin=origin)
        if others.count() >= TOOLS_LIMIT:
            raise Invalid(fields={"address": [_("These are more tools than fit here. Remove one first.")]})
        tool, _created = EventTool.objects.update_or_create(
            organization_id=organization_id, origin=origin, defaults={"token": token, "connected_at": now}
        )
        _append("event_tool.connected", tool, actor, now)
        return tool


def disconnect_tool(*, tool_id: int, actor: Actor, now: datetime) -> EventTool:
    """Forget the token. Raises `NotFound`."""
    actor.require(Permission.MANAGE_TOKENS)
    with organization_scope(actor.own_organization()):
        tool = EventTool.objects.select_for_update().filter(id=tool_id).first()
        if tool is None:
            raise NotFound
        EventTool.objects.filter(id=tool_id).delete()
        _append("event_tool.disconnected", tool, actor, now)
        return tool


def _checked(address: str, token: str) -> tuple[str, str]:
    origin, token = origin_of(whole(address)), token.strip()
    wrong: dict[str, list[Text]] = {}
    # What may be asked on this machine has no certificate: a tool beside a development server.
    host = origin.partition("://")[2]
    is_safe = origin.startswith("https://") or host in settings.HTTP_ALLOW_LOOPBACK
    if not is_safe or len(origin) > ORIGIN_LIMIT:
        wrong["address"] = [
            _("Give the address of your shop, like https://pretix.eu. It must begin with https.")
        ]
    if not _TOKEN.fullmatch(token):
        wrong["token"] = [_("Copy the token once more: letters and digits, without blanks.")]
    if wrong:
        raise Invalid(fields=wrong)
    return origin, token


def _append(verb: str, tool: EventTool, actor: Actor, now: datetime) -> None:
    journal.append(
        verb=verb,
        subject=tool.pk,
        organization_id=tool.organization_id,
        actor=actor,
        now=now,
        details={"host": str(tool)},
    )
