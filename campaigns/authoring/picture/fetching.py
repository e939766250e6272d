"""Fetching a picture, as due work: claim, ask, record. A worker that is killed leaves a lease that runs out."""

import io
from datetime import datetime, timedelta
from uuid import UUID

from accounts.actors import PLATFORM
from accounts.scope import organization_scope
from campaigns.authoring.errors import NotEditable
from campaigns.authoring.picture.making import Made, Unusable, made_of
from campaigns.authoring.picture.operations import locked, place
from campaigns.enums import PictureProblem
from campaigns.models import PictureFetch
from candyplatform.base import clock, work
from candyplatform.base.errors import DomainError
from candyplatform.base.http import AddressRefused, DoorError, TooLarge, door_from_settings
from candyplatform.base.pictures import MAX_FILE_BYTES

# Somebody is waiting for it: a few tries within a minute, then the rest is theirs to say.
TRIES = 3
# One request with its redirects, and the making of the picture.
LASTING = timedelta(minutes=1)
_WHILE_LEAVING = timedelta(days=1)
_ACCEPT = {"Accept": "image/webp, image/png, image/jpeg, image/gif;q=0.8"}
_ERROR, _SERVERS_ERROR, _TOO_OFTEN = 400, 500, 429


class Unreachable(DomainError):  # noqa: N818 - read as a sentence: raise Unreachable
    """The address does not answer just now; it is worth another try."""

    code = "picture_unreachable"


def fetch(job: work.Job) -> datetime | None:
    """Due work `picture.fetch`: get the picture that is asked for of a campaign (`job.key`), or note why it cannot be had.

    What was asked for otherwise meanwhile, or not any more, is left alone. Raises `Unreachable` as long as another try is worth it.
    """
    with organization_scope(job.organization):
        wanted = _wanted(UUID(job.key))
    if wanted is None:
        return None
    if wanted.campaign.organization.erasure_due_at:
        return clock.now() + _WHILE_LEAVING
    try:
        got: Made | PictureProblem = _made(wanted.url)
    except Unusable as error:
        got = error.problem
    except Unreachable:
        if job.attempts < TRIES:
            raise
        got = PictureProblem.UNREACHABLE
    with organization_scope(job.organization):
        _record(wanted, got, clock.now())
    return None


def _wanted(campaign_id: UUID) -> PictureFetch | None:
    asked = PictureFetch.objects.select_related("campaign__organization")
    return asked.filter(campaign_id=campaign_id, problem="").first()


def _made(url: str) -> Made:
    """Raises `Unusable`, `Unreachable`."""
    try:
        answer = door_from_settings().request("GET", url, headers=_ACCEPT, max_bytes=MAX_FILE_BYTES)
    except AddressRefused as error:
        raise Unusable(PictureProblem.NOT_PUBLIC) from error
    except TooLarge as error:
        raise Unusable(PictureProblem.TOO_LARGE) from error
    except DoorError as error:
        raise Unreachable(str(error)) from error
    if answer.status >= _SERVERS_ERROR or answer.status == _TOO_OFTEN:
        raise Unreachable(str(answer.status))
    if answer.status >= _ERROR:
        raise Unusable(PictureProblem.NOT_THERE)
    return made_of(io.BytesIO(answer.body))


def _record(wanted: PictureFetch, got: Made | PictureProblem, now: datetime) -> None:
    """Write down what came of it, unless something else is asked for by now."""
    asked = PictureFetch.objects.filter(id=wanted.pk, url=wanted.url, asked_at=wanted.asked_at, problem="")
    try:
        campaign = locked(wanted.campaign)
    except NotEditable:
        asked.update(problem=PictureProblem.HANDED_IN)
        return
    if isinstance(got, PictureProblem):
        asked.update(problem=got)
        return
    fetched, _by_model = asked.delete()
    if fetched:
        by = "address" if wanted.is_own else "event"
        place(
            campaign,
            got,
            alt={},
            source_url=wanted.url,
            is_own=wanted.is_own,
            by=by,
            actor=PLATFORM,
            now=now,
        )
