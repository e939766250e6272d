"""Sessions: ending a person's, and throwing away those that ran out."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from candyplatform.base import clock, work

TIDY = "session.tidy"
TIDYING = timedelta(days=1)


def end_sessions(user_id: int) -> None:
    """Delete every session of a person who is erased. Sessions name their person only inside what they hold, so all are looked through."""
    living = Session.objects.iterator(chunk_size=500)
    mine = [row.session_key for row in living if row.get_decoded().get(SESSION_KEY) == str(user_id)]
    Session.objects.filter(session_key__in=mine).delete()


def keep_tidy(now: datetime) -> None:
    """Somebody logged in: have sessions tidied from now on."""
    work.ensure(kind=TIDY, key="", due_at=now + TIDYING)


def tidy(job: work.Job) -> datetime:
    """Throw away the sessions that ran out, and what was noted of them. Returns when to do so again."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    # One that began just now may be noted a moment before it is kept.
    noted = UserSession.objects.filter(last_seen_at__lt=now - TIDYING)
    noted.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return now + TIDYING
