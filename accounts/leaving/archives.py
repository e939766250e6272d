"""Archives: asked for, found again, thrown away. How one is made stands in `building`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.leaving.subjects import Subject, person
from accounts.models import Archive, ArchivePart, Organization, User
from accounts.roles import Permission
from candyplatform.base import clock, work
from candyplatform.base.errors import Conflict, NotFound

BUILD, EXPIRE = "archive.build", "archive.expire"
KEPT = timedelta(days=7)
A_DAY = 3
# Then whatever was to make it has given up, and somebody may ask again.
PATIENCE = timedelta(days=1)
_NONE = _("There is no such archive, or not any more.")


class StillBuilding(Conflict):
    """One is being made already."""

    code = "archive_still_building"
    message = _("An archive is being made already. It is mailed to whoever asked for it when it is ready.")


class EnoughForToday(Conflict):
    """Each is a lot of work for the database."""

    code = "archive_enough_for_today"
    message = _("Three archives a day are made. Take the newest one, or ask again tomorrow.")


def ask_for_organization_archive(*, organization_id: UUID, actor: Actor, now: datetime) -> Archive:
    """Have all that an organization has here put into a file. Owners, and tokens that one of them lets do so. Raises
    `StillBuilding`, `EnoughForToday`."""
    actor.require(Permission.EXPORT)
    subject = Subject(organization_id)
    with subject.scope():
        archive = _ask(subject, Archive(organization_id=organization_id, user_id=actor.user_id, asked_at=now))
        journal.append(
            verb="archive.asked",
            subject=archive.id,
            organization_id=organization_id,
            actor=actor,
            now=now,
        )
        work.put(kind=BUILD, key=organization_id, due_at=now, organization_id=organization_id)
    return archive


def ask_for_own_archive(*, user: User, now: datetime) -> Archive:
    """Have all that says something of a person put into a file. Raises `StillBuilding`, `EnoughForToday`."""
    subject = person(user.pk)
    with subject.scope():
        archive = _ask(subject, Archive(user_id=user.pk, asked_at=now))
        work.put(kind=BUILD, key=user.pk, due_at=now)
    return archive


def _ask(subject: Subject, archive: Archive) -> Archive:
    """Write it down, if there is none under way and there were not too many. Who asks at the same time waits for this."""
    _take_turn(archive)
    mine, now = archives_of(subject), archive.asked_at
    unfinished = mine.filter(finished_at=None)
    if unfinished.filter(asked_at__gt=now - PATIENCE).exists():
        raise StillBuilding
    unfinished.delete()
    if mine.filter(asked_at__gt=now - timedelta(days=1)).count() >= A_DAY:
        raise EnoughForToday
    archive.save(force_insert=True)
    return archive


def _take_turn(archive: Archive) -> None:
    if archive.organization_id:
        Organization.objects.select_for_update().get(id=archive.organization_id)
    elif archive.user_id:
        User.objects.select_for_update().get(pk=archive.user_id)


def has_given_up(archive: Archive, now: datetime) -> bool:
    """Whether it is not made, and will not be any more."""
    return archive.finished_at is None and archive.asked_at <= now - PATIENCE


def archives_of(subject: Subject) -> QuerySet[Archive]:
    """The subject's archives, newest first, within their scope: a person's are not those they asked for on behalf of others."""
    if isinstance(subject.id, UUID):
        return Archive.objects.filter(organization_id=subject.id)
    return Archive.objects.filter(organization=None, user_id=subject.id)


def finished(subject: Subject, archive_id: UUID) -> Archive:
    """One that can be fetched, within the scope. Raises `NotFound`."""
    found = archive(subject, archive_id)
    if found.finished_at is None:
        raise NotFound(_NONE)
    return found


def archive(subject: Subject, archive_id: UUID) -> Archive:
    """One of them, made or not, within the scope. Raises `NotFound`."""
    found = archives_of(subject).filter(id=archive_id).first()
    if found is None:
        raise NotFound(_NONE)
    return found


def take_organization_archive(
    *, organization_id: UUID, archive_id: UUID, actor: Actor, now: datetime
) -> Archive:
    """One that can be fetched, for somebody who fetches it now; the journal says who did. Raises `NotFound`."""
    actor.require(Permission.EXPORT)
    subject = Subject(organization_id)
    with subject.scope():
        archive = finished(subject, archive_id)
        journal.append(
            verb="archive.taken",
            subject=archive.id,
            organization_id=organization_id,
            actor=actor,
            now=now,
        )
    return archive


def content(subject: Subject, archive: Archive) -> Iterator[bytes]:
    """The file, piece by piece: each is read in a scope of its own, as the file may take long to fetch."""
    position = 0
    while piece := _piece(subject, archive, position):
        yield piece
        position += 1


def _piece(subject: Subject, archive: Archive, position: int) -> bytes:
    with subject.scope():
        parts = ArchivePart.objects.filter(archive=archive, position=position)
        found = parts.values_list("content", flat=True).first()
    return bytes(found) if found else b""


def subject_of(job: work.Job) -> Subject:
    """Whose archive a job is about: an organization's, or else the person's whose number is the key."""
    return Subject(job.organization_id) if job.organization_id else person(int(job.key))


def expire(job: work.Job) -> datetime | None:
    """Due work `archive.expire`: throw away what was kept long enough. Returns when the next one's time has come."""
    subject, now = subject_of(job), clock.now()
    with subject.scope():
        archives_of(subject).filter(finished_at__lte=now - KEPT).delete()
        next_one = archives_of(subject).filter(finished_at__isnull=False).order_by("finished_at").first()
    return next_one.finished_at + KEPT if next_one and next_one.finished_at else None
