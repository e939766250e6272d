"""What is mailed about leaving, in the reader's own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts import mail
from accounts.leaving.grace import REMINDED_BEFORE
from accounts.models import Archive, Organization, User


@dataclass(frozen=True)
class Letter:
    """A mail: what it says, paragraph by paragraph, and the one thing to do."""

    subject: str
    paragraphs: Sequence[str]
    action: str
    path: str


def account_leaves(reader: User, due_at: datetime, alone: Sequence[Organization], *, now: datetime) -> None:
    """Their account will be deleted; how to stop it."""
    with translation.override(reader.language):
        day = _day(due_at, reader)
        paragraphs = [
            _("You asked us to delete your account. We do so on %(day)s.") % {"day": day},
            _("Until then nothing is lost: log in, and say that you want to keep it."),
            *_with_them(alone),
            _("It was not you? Log in, keep your account, and choose a new password."),
        ]
        letter = Letter(_("Your account will be deleted"), paragraphs, _("Log in"), reverse("leave_account"))
        _queue(reader, letter, f"account leaves {reader.pk} {due_at.isoformat()}", now)


def account_leaves_soon(reader: User, due_at: datetime, *, now: datetime) -> None:
    """The last days of their account."""
    with translation.override(reader.language):
        paragraphs = [
            _("On %(day)s we delete your account, as you asked. After that there is no way back.")
            % {"day": _day(due_at, reader)},
            _("To keep it, log in before that day."),
        ]
        subject = _days_left(_("Your account"))
        letter = Letter(subject, paragraphs, _("Log in"), reverse("leave_account"))
        _queue(reader, letter, f"account leaves soon {reader.pk} {due_at.isoformat()}", now)


def organization_leaves(reader: User, organization: Organization, due_at: datetime, *, now: datetime) -> None:
    """An organization of theirs will be deleted; any owner can stop it."""
    with translation.override(reader.language):
        names = {"name": organization.name, "day": _day(due_at, reader)}
        paragraphs = [
            _("%(name)s will be deleted on %(day)s, with its campaigns and all that was heard of them.")
            % names,
            _("Its pages cannot be seen from now on, and its API tokens have stopped working."),
            _("Every owner can stop this until then; the pages come back as they were."),
        ]
        path = reverse("delete_organization", args=[organization.slug])
        letter = Letter(_("%(name)s will be deleted") % names, paragraphs, _("Look at it"), path)
        key = f"organization leaves {organization.id} {reader.pk} {due_at.isoformat()}"
        _queue(reader, letter, key, now)


def organization_leaves_soon(
    reader: User, organization: Organization, due_at: datetime, *, now: datetime
) -> None:
    """The last days of an organization of theirs."""
    with translation.override(reader.language):
        names = {"name": organization.name, "day": _day(due_at, reader)}
        paragraphs = [
            _("On %(day)s we delete %(name)s. After that there is no way back.") % names,
            _(
                "An owner can keep it until then. An archive of all that it has here can be made until then, too."
            ),
        ]
        path = reverse("delete_organization", args=[organization.slug])
        letter = Letter(_days_left(organization.name), paragraphs, _("Look at it"), path)
        key = f"organization leaves soon {organization.id} {reader.pk} {due_at.isoformat()}"
        _queue(reader, letter, key, now)


def archive_is_ready(reader: User, archive: Archive, *, path: str, until: datetime, now: datetime) -> None:
    """The archive they asked for can be fetched; the mail carries the way there, not the file."""
    with translation.override(reader.language):
        paragraphs = [
            _("The archive you asked for is ready. Log in to download it."),
            _("We keep it until %(day)s, then it is deleted.") % {"day": _day(until, reader)},
        ]
        letter = Letter(_("Your archive is ready"), paragraphs, _("To the archive"), path)
        _queue(reader, letter, f"archive {archive.id}", now)


def _with_them(alone: Sequence[Organization]) -> list[str]:
    """The organizations that leave with somebody."""
    if not alone:
        return []
    text = ngettext(
        "Nobody else belongs to %(names)s, so it is deleted with you, and its pages cannot be seen from now on.",
        "Nobody else belongs to %(names)s, so they are deleted with you, and their pages cannot be seen from now on.",
        len(alone),
    )
    return [text % {"names": ", ".join(organization.name for organization in alone)}]


def _days_left(name: str) -> str:
    days = REMINDED_BEFORE.days
    text = ngettext("%(name)s: %(days)d day until deletion", "%(name)s: %(days)d days until deletion", days)
    return text % {"name": name, "days": days}


def _day(moment: datetime, reader: User) -> str:
    return date_format(moment.astimezone(ZoneInfo(reader.time_zone)), pgettext("date format", "j F Y"))


def _queue(reader: User, letter: Letter, key: str, now: datetime) -> None:
    context = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "letter": letter,
        "url": f"{settings.SITE_URL}{letter.path}",
    }
    mail.queue(
        recipient=reader.email,
        subject=letter.subject,
        text=render_to_string("accounts/leaving/letter.txt", context).strip() + "\n",
        html=render_to_string("accounts/leaving/letter.html", context),
        key=key,
        now=now,
    )
