"""How a person wants to be spoken to, and what mail they want of an organization."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor, actor_of
from accounts.models import Membership, User
from accounts.queries import memberships_of
from accounts.scope import organization_scope
from candyplatform.base.errors import Invalid


@contextmanager
def speaking_to(person: User) -> Iterator[None]:
    """In the person's own language and time zone."""
    with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
        yield


def choose_language(*, user: User, language: str) -> None:
    """Keep the language that a person chose, for the desk and for mails; one that there is not is ignored."""
    if language in dict(settings.LANGUAGES):
        user.language = language
        User.objects.filter(pk=user.pk).update(language=language)


def set_preferences(*, user: User, name: str, language: str, time_zone: str, now: datetime) -> None:
    """Keep a person's name, language and time zone, for pages and mails. Raises `Invalid` on `language`, `time_zone`."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid(fields={"language": [_("Choose a language from the list.")]})
    with transaction.atomic():
        move_to_time_zone(user=user, time_zone=time_zone, now=now)
        user.name, user.language = " ".join(name.split())[:100], language
        User.objects.filter(pk=user.pk).update(name=user.name, language=language)


def want_digest(
    *, membership_id: int, organization_id: UUID, wanted: bool, actor: Actor, now: datetime
) -> None:
    """A member turns the daily digest on or off; asking for what is already so changes nothing."""
    with organization_scope(organization_id), transaction.atomic():
        changed = (
            Membership.objects.filter(id=membership_id)
            .exclude(wants_digest=wanted)
            .update(wants_digest=wanted)
        )
        if changed:
            verb = "digest.wanted" if wanted else "digest.declined"
            journal.append(
                verb=verb, subject=membership_id, organization_id=organization_id, actor=actor, now=now
            )


def move_to_time_zone(*, user: User, time_zone: str, now: datetime) -> None:
    """A person's days begin elsewhere from now on. `time_zone` is a name of the IANA database; raises `Invalid`."""
    if time_zone not in available_timezones():
        raise Invalid(fields={"time_zone": [_("Choose a time zone from the list.")]})
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk).exclude(time_zone=time_zone).update(time_zone=time_zone):
            return
        user.time_zone = time_zone
        for membership in memberships_of(user):
            _tell_of_time_zone(membership, now)


def _tell_of_time_zone(membership: Membership, now: datetime) -> None:
    with organization_scope(membership.organization_id):
        journal.append(
            verb="membership.time_zone_changed",
            subject=membership.pk,
            organization_id=membership.organization_id,
            actor=actor_of(membership),
            now=now,
        )
