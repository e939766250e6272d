"""How a person wants to be spoken to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.operations import move_to_time_zone
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
