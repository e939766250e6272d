"""What owners change about their organization's logo."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.models import OrganizationLogo
from accounts.models.logo import MAX_BYTES
from accounts.roles import Permission
from accounts.scope import organization_scope
from candyplatform.base.errors import Invalid, Text
from candyplatform.base.pictures import PictureRefused, Refusal, as_webp

SIDE = 320
# What is said of a file that cannot be used.
REFUSALS: Mapping[Refusal, Text] = {
    Refusal.TOO_LARGE: _("This file is too large. Choose one of at most 5 MB."),
    Refusal.TOO_MANY_PIXELS: _(
        "This picture has too many pixels. Choose one of at most 20 million, such as 4000 by 5000."
    ),
    Refusal.NOT_A_PICTURE: _("This is no picture that can be used. Choose a PNG, JPEG, WebP or GIF."),
}


class LogoRefused(Invalid):
    """The file cannot be a logo; `fields` says why."""

    code = "logo_refused"


def set_logo(*, organization_id: UUID, file: IO[bytes], actor: Actor, now: datetime) -> OrganizationLogo:
    """Make what is in the file the organization's logo. Owners only. Raises `LogoRefused`.

    The picture is made anew, outside any transaction; the same picture again changes nothing.
    """
    actor.require(Permission.EDIT_ORGANIZATION)
    try:
        picture = as_webp(file, side=SIDE, max_bytes=MAX_BYTES)
    except PictureRefused as error:
        raise LogoRefused(fields={"picture": [REFUSALS[error.why]]}) from error
    digest = hashlib.sha256(picture).hexdigest()
    with organization_scope(organization_id), transaction.atomic():
        before = OrganizationLogo.objects.filter(organization_id=organization_id).first()
        if before and before.digest == digest:
            return before
        logo, _created = OrganizationLogo.objects.update_or_create(
            organization_id=organization_id,
            defaults={"picture": picture, "digest": digest, "changed_at": now},
        )
        _note("organization.logo_changed", organization_id, actor, now)
    return logo


def remove_logo(*, organization_id: UUID, actor: Actor, now: datetime) -> None:
    """Take the logo away; without one nothing changes. Owners only."""
    actor.require(Permission.EDIT_ORGANIZATION)
    with organization_scope(organization_id), transaction.atomic():
        removed, _by_model = OrganizationLogo.objects.filter(organization_id=organization_id).delete()
        if removed:
            _note("organization.logo_removed", organization_id, actor, now)


def _note(verb: str, organization_id: UUID, actor: Actor, now: datetime) -> None:
    journal.append(verb=verb, subject=organization_id, organization_id=organization_id, actor=actor, now=now)
