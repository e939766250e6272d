"""The table of permissions, operation by operation and role by role."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from accounts.actors import PLATFORM, Actor, actor_of, staff
from accounts.members import invitations, operations
from accounts.models import Membership
from accounts.organizations.operations import edit_organization
from accounts.roles import PERMISSIONS, Permission, Role
from accounts.tokens.operations import authenticate, issue_token, revoke_token, rotate_token
from accounts.tokens.scopes import TokenScope
from candyplatform.base.errors import DomainError
from tests.accounts.members.support import send
from tests.factories import NOW, make_member, make_organization

pytestmark = pytest.mark.django_db


class Place:
    """An organization with somebody in each role, and something for each operation to work on."""

    def __init__(self) -> None:
        self.owner = make_organization()
        organization = self.owner.organization
        self.second = make_member(organization, Role.OWNER)
        self.others = {role: make_member(organization, role) for role in (Role.EDITOR, Role.VIEWER)}
        self.invitation: UUID = send(self.owner)[0].id
        self.issued = self.token("campaigns:read")

    def token(self, *scopes: str) -> UUID:
        issued = issue_token(actor=actor_of(self.owner), name="Shop", scopes=scopes, now=NOW)
        self.secret = issued.secret
        return issued.token.id

    def actor(self, who: str) -> Actor:
        """Who acts: a role's member, a token by its scope, a former member, somebody from elsewhere, staff, the platform."""
        if who in TokenScope.values:
            self.token(who)
            return authenticate(self.secret, now=NOW).actor
        if who == "former owner":
            actor = actor_of(self.second)
            operations.remove(membership_id=self.second.pk, actor=actor_of(self.owner), now=NOW)
            return actor
        known: dict[str, Callable[[], Actor]] = {
            "owner": lambda: actor_of(self.owner),
            "editor": lambda: actor_of(self.others[Role.EDITOR]),
            "viewer": lambda: actor_of(self.others[Role.VIEWER]),
            "owner elsewhere": lambda: actor_of(make_organization("Elsewhere")),
            "staff": lambda: staff(user_id=1, name="Staff"),
            "platform": lambda: PLATFORM,
        }
        return known[who]()

    @property
    def target(self) -> Membership:
        """Somebody to do something to."""
        return make_member(self.owner.organization, Role.VIEWER)


OPERATIONS: dict[str, Callable[[Place, Actor], object]] = {
    "invite": lambda place, actor: invitations.invite(
        entries=["new@example.org"], role="viewer", actor=actor, now=NOW
    ),
    "resend": lambda place, actor: invitations.resend(invitation_id=place.invitation, actor=actor, now=NOW),
    "revoke": lambda place, actor: invitations.revoke(invitation_id=place.invitation, actor=actor, now=NOW),
    "change_role": lambda place, actor: operations.change_role(
        membership_id=place.target.pk, role="editor", actor=actor, now=NOW
    ),
    "remove": lambda place, actor: operations.remove(membership_id=place.target.pk, actor=actor, now=NOW),
    "transfer": lambda place, actor: operations.transfer_ownership(
        membership_id=place.target.pk, actor=actor, now=NOW
    ),
    "leave": lambda place, actor: operations.leave(actor=actor, now=NOW),
    "edit_organization": lambda place, actor: edit_organization(
        name="Another name", website="", actor=actor, now=NOW
    ),
    "issue_token": lambda place, actor: issue_token(
        actor=actor, name="Mine", scopes=["metrics:read"], now=NOW
    ),
    "rotate_token": lambda place, actor: rotate_token(
        token_id=place.issued, overlap=timedelta(), actor=actor, now=NOW
    ),
    "revoke_token": lambda place, actor: revoke_token(token_id=place.issued, actor=actor, now=NOW),
}

# what came of it: "done", or the code of the error. Who acts in no organization of their own is refused there.
OWNERS_ONLY = {
    "owner": "done",
    "editor": "forbidden",
    "viewer": "forbidden",
    "campaigns:read": "forbidden",
    "campaigns:write": "forbidden",
    "staff": "forbidden",
    "platform": "forbidden",
}
FORMER = {"former owner": "forbidden"}
OUTCOMES: dict[str, dict[str, str]] = {
    "invite": OWNERS_ONLY | FORMER | {"owner elsewhere": "done"},  # into their own
    "resend": OWNERS_ONLY | FORMER | {"owner elsewhere": "invitation_gone"},
    "revoke": OWNERS_ONLY | FORMER | {"owner elsewhere": "invitation_gone"},
    "change_role": OWNERS_ONLY | FORMER | {"owner elsewhere": "no_such_member"},
    "remove": OWNERS_ONLY | FORMER | {"owner elsewhere": "no_such_member"},
    "transfer": OWNERS_ONLY | FORMER | {"owner elsewhere": "no_such_member"},
    "leave": OWNERS_ONLY
    | FORMER
    | {"editor": "done", "viewer": "done", "owner elsewhere": "last_owner"}
    | dict.fromkeys(("campaigns:read", "campaigns:write"), "no_such_member"),
    "edit_organization": OWNERS_ONLY | {"owner elsewhere": "done"},  # their own
    "issue_token": OWNERS_ONLY | {"owner elsewhere": "done"},  # their own
    "rotate_token": OWNERS_ONLY | {"owner elsewhere": "not_found"},
    "revoke_token": OWNERS_ONLY | {"owner elsewhere": "not_found"},
}


def outcome_of(operation: Callable[[], object]) -> str:
    try:
        operation()
    except DomainError as error:
        return error.code
    return "done"


@pytest.mark.parametrize(
    ("operation", "who", "outcome"),
    [(name, who, outcome) for name, outcomes in OUTCOMES.items() for who, outcome in outcomes.items()],
)
def test_operation_lets_in_whom_the_table_says(operation: str, who: str, outcome: str) -> None:
    place = Place()
    actor = place.actor(who)
    assert outcome_of(lambda: OPERATIONS[operation](place, actor)) == outcome


def test_table_covers_every_operation() -> None:
    assert OUTCOMES.keys() == OPERATIONS.keys()


def test_roles_carry_what_they_should() -> None:
    editors = {
        Permission.READ,
        Permission.EDIT_CAMPAIGNS,
        Permission.DECIDE_ANSWERS,
        Permission.MANAGE_WEBHOOKS,
    }
    assert {str(role): set(granted) for role, granted in PERMISSIONS.items()} == {
        "owner": set(Permission),
        "editor": editors,
        "viewer": {Permission.READ},
    }
