"""Reading the journal, newest first and page by page. Within the scope of the reader."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.audit.people import seen_by_organization, seen_by_staff
from accounts.audit.telling import Line, tell
from accounts.audit.vocabulary import vocabulary
from accounts.models import JournalEntry, Membership

PAGE = 50
# What staff are shown of one campaign's history.
HISTORY = 20


@dataclass(frozen=True)
class Filters:
    """Which entries are wanted; what is empty does not matter. Days are the reader's, both included.

    `kind` of actor; `user_id` is one person, `only_former` are people who are members no more. `topic` is a key of the
    vocabulary's topics, `place` the id of what it happened to.
    """

    kind: str = ""
    user_id: int | None = None
    only_former: bool = False
    topic: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Page:
    """Some lines; `older` is what to ask for the next ones with, None when these were the last."""

    lines: list[Line]
    older: int | None


def page_of(filters: Filters, *, before: int | None = None, size: int = PAGE) -> Page:
    """The newest entries of the organization that fit, older than the entry `before`: as many queries, however many."""
    wanted = entries(filters, before=before).select_related("origin", "remark")
    found = list(wanted[: size + 1])
    shown = found[:size]
    older = shown[-1].pk if len(found) > size else None
    return Page(tell(shown, seen_by_organization(shown)), older)


def entries(filters: Filters, *, before: int | None = None) -> QuerySet[JournalEntry]:
    """The entries that fit, newest first; those before the entry `before`, if the organization has that.

    They are in the order of their moments, not of their ids: then no plan can wade through other organizations' entries
    along the primary key.
    """
    found = JournalEntry.objects.filter(_when(filters) & _before(before)).order_by("-at", "-id")
    if filters.topic:
        found = found.filter(of_topic(filters.topic))
    if filters.place:
        found = found.filter(subject=filters.place)
    if filters.kind:
        found = found.filter(actor_kind=filters.kind)
    if filters.user_id is not None:
        found = found.filter(actor_id=filters.user_id)
    if filters.only_former:
        found = found.exclude(actor_id__in=Membership.objects.values("user_id"))
    return found


def history_for_staff(subject: object) -> list[Line]:
    """What happened to this lately, told to staff, who see who it was. Within their scope."""
    found = list(JournalEntry.objects.select_related("remark").filter(subject=str(subject))[:HISTORY])
    return tell(found, seen_by_staff(found))


def of_topic(topic: str) -> Q:
    """The entries of one of the vocabulary's topics."""
    fits = Q()
    for prefix in vocabulary().topics[topic].prefixes:
        fits |= Q(verb__startswith=prefix)
    return fits


def members() -> list[Membership]:
    """Whose acts can be looked at alone, by name."""
    found = Membership.objects.select_related("user")
    return sorted(found, key=lambda membership: str(membership.user).casefold())


def _before(entry_id: int | None) -> Q:
    last = JournalEntry.objects.filter(pk=entry_id).first() if entry_id else None
    # The first condition says no more than the second, but an index is read along it.
    return Q(at__lte=last.at) & (Q(at__lt=last.at) | Q(id__lt=last.pk)) if last else Q()


def _when(filters: Filters) -> Q:
    fits = Q()
    if filters.since:
        fits &= Q(at__gte=_midnight(filters.since))
    if filters.until:
        fits &= Q(at__lt=_midnight(filters.until + timedelta(days=1)))
    return fits


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
