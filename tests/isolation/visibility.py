"""Who may see and change which rows: the policies, told once more in Python, so that neither can be wrong alone.

A table that stands in no reader's part is seen in `organization_scope` alone. A new scope of `accounts.scope` needs a line in
`SCOPES`; what it shows, one in `SEES`; what it may write, one in `CHANGES`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts import scope
from accounts.hashing import digest_of
from accounts.models import User
from candyplatform.base import clock
from candyplatform.base.rls import transaction_settings
from tests.isolation.world import SECOND_ADDRESS, Row, World

Open = Callable[[World], AbstractContextManager[None]]
Rule = Callable[[World, Row], bool]
PUBLISHED = ("scheduled", "live", "answered", "closed")


@dataclass(frozen=True)
class Scope:
    """How a scope is opened on behalf of the organization that asks. `like`: it shows and changes what that one does."""

    open: Open
    function: str = ""
    like: str = ""


@contextmanager
def _inside(outer: Open, inner: Open, world: World) -> Iterator[None]:
    with outer(world), inner(world):
        yield


def _within(outer: str, inner: str) -> Scope:
    """One scope inside another: what the outer one was opened for counts no more."""
    return Scope(lambda world: _inside(_SINGLE[outer].open, _SINGLE[inner].open, world), like=inner)


_SINGLE: dict[str, Scope] = {
    "none": Scope(lambda world: nullcontext()),
    "organization": Scope(lambda world: scope.organization_scope(world.mine.id), "organization_scope"),
    "person": Scope(lambda world: scope.person_scope(_leaver(world).pk), "person_scope"),
    "public": Scope(lambda world: scope.public_scope(), "public_scope"),
    "paused": Scope(lambda world: scope.paused_scope(), "paused_scope"),
    "listener": Scope(lambda world: scope.listener_scope(), "listener_scope"),
    "staff": Scope(lambda world: scope.staff_scope(), "staff_scope"),
    "token": Scope(lambda world: scope.token_scope(digest_of(world.mine.secrets["all"])), "token_scope"),
    "traces": Scope(
        lambda world: scope.traces_scope(_leaver(world).pk, [_leaver(world).email]), "traces_scope"
    ),
    "invitation": Scope(lambda world: scope.invitation_scope(_an_invitation(world)), "invitation_scope"),
    "old_origins": Scope(lambda world: scope.old_origins_scope(), "old_origins_scope"),
    "mail": Scope(lambda world: scope.mail_scope(_a_mail(world)), "mail_scope"),
    "mail_room": Scope(lambda world: scope.mail_room_scope(), "mail_room_scope"),
    "sweeper": Scope(lambda world: transaction_settings({"app.reader": "sweeper"})),
}
SCOPES = _SINGLE | {
    f"{inner} within {outer}": _within(outer, inner)
    for outer, inner in (
        ("person", "mail_room"),
        ("token", "mail_room"),
        ("organization", "mail_room"),
        ("invitation", "mail_room"),
        ("traces", "public"),
    )
}


def _a_mail(world: World) -> UUID:
    return UUID(min(row["id"] for row in world.rows["accounts_outgoingmail"]))


def _leaver(world: World) -> User:
    return world.people["mine_owner"]


def _an_invitation(world: World) -> str:
    """What the link of our invitation is recognized by."""
    rows = world.rows["accounts_invitation"]
    return next(str(row["digest"]) for row in rows if _is_mine("accounts_invitation")(world, row))


def _nobody(world: World, row: Row) -> bool:
    return False


def _everybody(world: World, row: Row) -> bool:
    return True


def _is_old(world: World, row: Row) -> bool:
    return datetime.fromisoformat(row["created_at"]) < clock.now() - timedelta(days=7)


def _is_published(world: World, row: Row) -> bool:
    """In a state that pages show, and its organization stays."""
    leaves = world.row("accounts_organization", row["organization_id"])["erasure_due_at"] is not None
    return str(row["state"]) in PUBLISHED and not leaves


def _is_paused(world: World, row: Row) -> bool:
    leaves = world.row("accounts_organization", row["organization_id"])["erasure_due_at"] is not None
    return str(row["state"]) == "suspended" and not leaves


def _is_handed_in(world: World, row: Row) -> bool:
    return str(row["state"]) != "draft"


def _of_campaign(rule: Rule) -> Rule:
    """What hangs on a campaign shows where the campaign does."""
    return lambda world, row: rule(world, world.row("campaigns_campaign", row["campaign_id"]))


def _is_on_the_wall(world: World, row: Row) -> bool:
    shown = row["deleted_at"] is None and (row["kindness"] == "friendly" or row["role"] == "company")
    return shown and _of_campaign(_is_published)(world, row)


def _wrote_for_the_wall(world: World, row: Row) -> bool:
    posts = (post for post in world.rows["campaigns_post"] if post["author_id"] == row["id"])
    return any(_is_on_the_wall(world, post) for post in posts)


def _is_confirmed(world: World, row: Row) -> bool:
    return row["status"] == "confirmed" and _of_campaign(_is_published)(world, row)


def _is_verified(world: World, row: Row) -> bool:
    return row["verified_at"] is not None


def _is_known(world: World, row: Row) -> bool:
    """Verified, or asked on a page."""
    asking = (found for found in world.rows["campaigns_campaign"] if found["company_id"] == row["id"])
    return _is_verified(world, row) or any(_is_published(world, found) for found in asking)


def _is_mine_or_verified(world: World, row: Row) -> bool:
    return _is_verified(world, row) or _is_mine("campaigns_company")(world, row)


def _is_my_proposal(world: World, row: Row) -> bool:
    return not _is_verified(world, row) and _is_mine("campaigns_company")(world, row)


def _of_company(rule: Rule) -> Rule:
    return lambda world, row: rule(world, world.row("campaigns_company", row["company_id"]))


def _is_mine(table: str) -> Rule:
    return lambda world, row: world.owner_of(table, row) == str(world.mine.id)


def _is_my_token(world: World, row: Row) -> bool:
    return bool(row["digest"] == digest_of(world.mine.secrets["all"]))


def _is_this_mail(world: World, row: Row) -> bool:
    return bool(row["id"] == str(_a_mail(world)))


def _is_by(column: str) -> Rule:
    """Rows that name the owner of ours in this column."""
    return lambda world, row: bool(row[column] == _leaver(world).pk)


def _is_to_leaver(world: World, row: Row) -> bool:
    return str(row["email"]) in (_leaver(world).email, SECOND_ADDRESS)


def _is_mine_or_invites_me(world: World, row: Row) -> bool:
    inviting = {
        found["organization_id"] for found in world.rows["accounts_invitation"] if _is_to_leaver(world, found)
    }
    return _is_mine("accounts_organization")(world, row) or row["id"] in inviting


def _is_by_leaver_or_to_first_address(world: World, row: Row) -> bool:
    """The scope is opened with one of the two addresses."""
    return bool(row["invited_by_id"] == _leaver(world).pk or row["email"] == _leaver(world).email)


def _is_mailed_to_leaver(world: World, row: Row) -> bool:
    return str(row["recipient"]).lower() == _leaver(world).email.lower()


def _is_own_archive(world: World, row: Row) -> bool:
    return row["organization_id"] is None and bool(row["user_id"] == _leaver(world).pk)


def _of_archive(rule: Rule) -> Rule:
    return lambda world, row: rule(world, world.row("accounts_archive", row["archive_id"]))


def _is_digest_of_leaver(world: World, row: Row) -> bool:
    return bool(world.row("accounts_membership", row["membership_id"])["user_id"] == _leaver(world).pk)


def _is_of_public_organization(world: World, row: Row) -> bool:
    return bool(world.row("accounts_organization", row["organization_id"])["is_public"])


def _is_old_origin(world: World, row: Row) -> bool:
    return datetime.fromisoformat(row["at"]) < clock.now() - timedelta(days=90)


_PARTS = ("hashtag", "samplepost", "feedsubscription", "hourlymetric", "wave")
_PLATFORM: dict[str, Rule] = {
    "campaigns_forgottenauthor": _everybody,
    "campaigns_company": _is_verified,
    "campaigns_companyaccount": _of_company(_is_verified),
}
_KNOWN: dict[str, Rule] = {
    "campaigns_forgottenauthor": _everybody,
    "campaigns_company": _is_known,
    "campaigns_companyaccount": _of_company(_is_known),
}
_PAGE: dict[str, Rule] = {
    "accounts_organization": lambda world, row: bool(row["is_public"]),
    "campaigns_campaign": _is_published,
    **{f"campaigns_{name}": _of_campaign(_is_published) for name in _PARTS},
    **_KNOWN,
}

# scope -> table -> which rows it shows. In `organization` every other table shows the organization's own.
SEES: Mapping[str, Mapping[str, Rule]] = {
    "none": _PLATFORM,
    "organization": {
        "accounts_outgoingmail": _nobody,
        "campaigns_forgottenauthor": _everybody,
        "campaigns_company": _is_mine_or_verified,
        "campaigns_companyaccount": _of_company(_is_mine_or_verified),
    },
    "person": _PLATFORM
    | {
        "accounts_membership": _is_by("user_id"),
        "accounts_organization": _is_mine_or_invites_me,
        "accounts_invitation": _is_to_leaver,
        "accounts_journalorigin": _is_by("user_id"),
    },
    "traces": _PLATFORM
    | {
        "accounts_organization": _is_mine("accounts_organization"),
        "accounts_membership": _is_by("user_id"),
        "accounts_apitoken": _is_by("created_by_id"),
        "accounts_archive": _is_by("user_id"),
        "accounts_archivepart": _of_archive(_is_by("user_id")),
        "accounts_invitation": _is_by_leaver_or_to_first_address,
        "accounts_journalentry": _is_by("actor_id"),
        "accounts_journalorigin": _is_by("user_id"),
        "accounts_outgoingmail": _is_mailed_to_leaver,
        "campaigns_campaign": _is_by("created_by_id"),
        "campaigns_answer": _is_by("decided_by_id"),
        "campaigns_digest": _is_digest_of_leaver,
        "campaigns_update": _is_by("written_by_id"),
    },
    "invitation": _PLATFORM
    | {
        "accounts_invitation": _is_mine("accounts_invitation"),
        "accounts_organization": _is_mine("accounts_organization"),
    },
    "old_origins": _PLATFORM | {"accounts_journalorigin": _is_old_origin},
    "public": _PAGE
    | {
        "accounts_organizationlogo": _is_of_public_organization,
        "campaigns_author": _wrote_for_the_wall,
        "campaigns_post": _is_on_the_wall,
        "campaigns_answer": _is_confirmed,
        "campaigns_update": _of_campaign(_is_published),
        "campaigns_eventpicture": _of_campaign(_is_published),
    },
    "paused": _PLATFORM
    | {
        "accounts_organization": lambda world, row: bool(row["is_public"]),
        "campaigns_campaign": _is_paused,
    },
    "listener": _PAGE
    | {"campaigns_author": _of_campaign(_is_published), "campaigns_post": _of_campaign(_is_published)},
    "staff": {
        **{
            f"accounts_{name}": _everybody
            for name in ("organization", "organizationlogo", "membership", "journalentry", "journalremark")
        },
        "base_duework": lambda world, row: row["gave_up_at"] is not None,
        "campaigns_campaign": _is_handed_in,
        **{
            f"campaigns_{name}": _of_campaign(_is_handed_in)
            for name in (*_PARTS, "author", "post", "answer", "update", "report", "eventpicture")
        },
        "campaigns_company": _everybody,
        "campaigns_companyaccount": _everybody,
        "campaigns_optout": _everybody,
        "campaigns_forgottenauthor": _everybody,
    },
    "token": _PLATFORM | {"accounts_apitoken": _is_my_token},
    "mail": _PLATFORM | {"accounts_outgoingmail": _is_this_mail},
    "mail_room": _PLATFORM | {"accounts_outgoingmail": _is_old},
    "sweeper": _PLATFORM | {"base_duework": _everybody},
}

# (scope, table) -> which rows it may change, and delete. What is not here changes nothing; `organization` its own.
CHANGES: Mapping[tuple[str, str], tuple[Rule, Rule]] = {
    ("organization", "accounts_outgoingmail"): (_nobody, _nobody),
    ("organization", "accounts_journalentry"): (_nobody, _nobody),
    ("organization", "campaigns_forgottenauthor"): (_nobody, _nobody),
    ("organization", "accounts_journalorigin"): (_nobody, _is_mine("accounts_journalorigin")),
    ("organization", "accounts_journalremark"): (_nobody, _is_mine("accounts_journalremark")),
    ("person", "accounts_journalorigin"): (_nobody, _is_by("user_id")),
    ("old_origins", "accounts_journalorigin"): (_nobody, _is_old_origin),
    ("traces", "accounts_archive"): (_is_own_archive, _is_own_archive),
    ("traces", "accounts_archivepart"): (
        _of_archive(_is_by("user_id")),
        _of_archive(_is_by("user_id")),
    ),
    ("traces", "accounts_outgoingmail"): (_nobody, _is_mailed_to_leaver),
    ("organization", "campaigns_company"): (_is_my_proposal, _is_my_proposal),
    ("organization", "campaigns_companyaccount"): (
        _of_company(_is_my_proposal),
        _of_company(_is_my_proposal),
    ),
    ("staff", "campaigns_company"): (_everybody, _everybody),
    ("staff", "campaigns_companyaccount"): (_everybody, _everybody),
    ("staff", "campaigns_optout"): (_everybody, _everybody),
    ("staff", "campaigns_forgottenauthor"): (_everybody, _everybody),
    ("token", "accounts_apitoken"): (_is_my_token, _is_my_token),
    ("mail", "accounts_outgoingmail"): (_is_this_mail, _nobody),
    ("mail_room", "accounts_outgoingmail"): (_nobody, _is_old),
    ("sweeper", "base_duework"): (_everybody, _everybody),
}
# Where a row that belongs to another organization, or to nobody, may be written. A mail belongs to nobody: anybody queues one.
INSERTS = {
    ("staff", "campaigns_company"),
    ("staff", "campaigns_companyaccount"),
    ("staff", "campaigns_optout"),
    ("staff", "campaigns_forgottenauthor"),
    ("sweeper", "base_duework"),
    *((name, "accounts_outgoingmail") for name in SCOPES),
}


def may_see(scope_name: str, table: str) -> Rule:
    """Which of a table's rows the scope shows."""
    scope_name = SCOPES[scope_name].like or scope_name
    default = _is_mine(table) if scope_name == "organization" else _nobody
    return SEES[scope_name].get(table, default)


def may_change(scope_name: str, table: str) -> tuple[Rule, Rule]:
    """Which of a table's rows may be updated in the scope, and which deleted."""
    scope_name = SCOPES[scope_name].like or scope_name
    default = _is_mine(table) if scope_name == "organization" else _nobody
    return CHANGES.get((scope_name, table), (default, default))
