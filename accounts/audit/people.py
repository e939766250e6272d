"""Who acted, by name: looked up when the journal is read, for one reader's eyes. The journal itself knows numbers only."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import JournalEntry, Membership, User

_LETTERS = 6


@dataclass(frozen=True)
class People:
    """How the actors of some entries are called. To an organization, staff are staff and have no names."""

    names: Mapping[int, str]
    staff_by_name: bool = False

    def who(self, entry: JournalEntry) -> str:
        """Who did it."""
        if entry.actor_kind == "platform":
            return str(settings.SITE_NAME)
        if entry.actor_kind == "staff" and not self.staff_by_name:
            return staff_label()
        if entry.actor_id is None:
            return entry.actor_name or _("Somebody")
        return self.names.get(entry.actor_id) or pseudonym(entry.organization_id, entry.actor_id)


def staff_label() -> str:
    """What staff are to an organization."""
    return _("Staff of %(site)s") % {"site": settings.SITE_NAME}


def pseudonym(organization_id: UUID, user_id: int) -> str:
    """What a person is called who is gone: the same in all of one organization's journal, another in every other's.

    The number behind it cannot be told from it: it is keyed with SECRET_KEY, and a new key gives new pseudonyms.
    """
    digest = salted_hmac("accounts.audit.pseudonym", f"{organization_id}:{user_id}", algorithm="sha256")
    return _("Former member %(letters)s") % {"letters": digest.hexdigest()[:_LETTERS]}


def seen_by_organization(entries: Iterable[JournalEntry]) -> People:
    """People as their colleagues know them, within the organization's scope.

    Who left keeps the name they gave, but not the address: that is no business of their former organization's.
    """
    ids = {entry.actor_id for entry in entries if entry.actor_kind == "member" and entry.actor_id}
    return People(_names_of_colleagues(ids))


def seen_by_staff(entries: Iterable[JournalEntry]) -> People:
    """People as staff know them: whoever has an account, staff included."""
    ids = {entry.actor_id for entry in entries if entry.actor_id}
    return People({user.pk: str(user) for user in User.objects.filter(pk__in=ids)}, staff_by_name=True)


def names_of_members(membership_ids: Collection[str]) -> dict[str, str]:
    """What these memberships' people are called. Of one that has ended, the journal still tells whose it was."""
    found = Membership.objects.select_related("user").filter(pk__in=membership_ids)
    names = {str(membership.pk): str(membership.user) for membership in found}
    return {**_names_of_ended(set(membership_ids) - set(names)), **names}


def _names_of_ended(membership_ids: Collection[str]) -> dict[str, str]:
    if not membership_ids:
        return {}
    told = JournalEntry.objects.filter(verb__startswith="membership.", subject__in=membership_ids)
    whose = [(entry, person) for entry in told if (person := _person_of(entry)) is not None]
    names = _names_of_colleagues({person for _entry, person in whose})
    return {
        entry.subject: names.get(person) or pseudonym(entry.organization_id, person)
        for entry, person in whose
    }


def _person_of(entry: JournalEntry) -> int | None:
    """Whose membership the entry is about: the details say so, or it is their own beginning."""
    is_own = entry.verb == "membership.joined" and entry.actor_kind == "member"
    person: int | None = entry.details.get("person") or (entry.actor_id if is_own else None)
    return person


def _names_of_colleagues(user_ids: Collection[int]) -> dict[int, str]:
    here = set(Membership.objects.filter(user_id__in=user_ids).values_list("user_id", flat=True))
    return {
        user.pk: str(user) if user.pk in here else user.name for user in User.objects.filter(pk__in=user_ids)
    }
