"""What the tests of members and invitations share."""

import re
from uuid import UUID

from accounts.actors import actor_of
from accounts.hashing import digest_of
from accounts.members.invitations import invite
from accounts.members.queries import invitation_behind
from accounts.models import Invitation, JournalEntry, Membership, OutgoingMail, User
from accounts.scope import mail_scope, organization_scope
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import NOW, make_user

GUEST = "guest@example.org"


def send(owner: Membership, *entries: str, role: str = "editor", **wishes: int) -> list[Invitation]:
    """Invite people, all of whom can be invited."""
    outcome = invite(entries=entries or [GUEST], role=role, actor=actor_of(owner), now=NOW, **wishes)
    assert outcome.refused == []
    return list(outcome.sent)


def mails_queued() -> list[OutgoingMail]:
    """Every mail that waits to be sent, in the order they were written."""
    with transaction_settings({"app.reader": "sweeper"}):
        keys = list(DueWork.objects.filter(kind="mail.send").order_by("id").values_list("key", flat=True))
    return [mail for key in keys for mail in _mail(key)]


def _mail(key: str) -> list[OutgoingMail]:
    with mail_scope(UUID(key)):
        return list(OutgoingMail.objects.all())


def secrets_mailed() -> list[str]:
    """The secrets of the links in all mails."""
    return [
        found for mail in mails_queued() for found in re.findall(r"/desk/invitations/([\w-]{43})/", mail.text)
    ]


def seen(secret: str) -> Invitation | None:
    """The invitation as whoever opens its link sees it."""
    return invitation_behind(digest_of(secret), now=NOW)


def roles_in(owner: Membership) -> dict[str, str]:
    """Who belongs to the organization as what, by address."""
    with organization_scope(owner.organization_id):
        return dict(Membership.objects.values_list("user__email", "role"))


def journal_of(owner: Membership) -> list[tuple[str, dict[str, object]]]:
    """What the journal tells of members and invitations, oldest first."""
    with organization_scope(owner.organization_id):
        entries = JournalEntry.objects.exclude(verb__startswith="organization.").order_by("id")
        return list(entries.values_list("verb", "details"))


def stranger(email: str = GUEST) -> User:
    """Somebody with an account and no organization."""
    return make_user(email, name="Greta", language="de")
