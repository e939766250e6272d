"""Every operation that asks for a permission, found in the sources, and what calls it as whom."""

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from PIL import Image

from accounts.actors import Actor, actor_of
from accounts.roles import Permission, Role, allows
from accounts.scope import organization_scope
from campaigns.authoring.content import CompanyProposal, ExternalRef
from campaigns.authoring.stages import EVENT
from campaigns.enums import AnswerStatus, Kindness
from campaigns.models import Answer, Company, Post, Update
from candyplatform.base import clock
from candyplatform.base.errors import DomainError, Forbidden
from tests.factories import campaign_facts
from tests.isolation.doors import ask
from tests.isolation.routes import ROUTES, served
from tests.isolation.rows import report
from tests.isolation.tenants import Tenant
from tests.isolation.world import World, fingerprint, passing

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Guard:
    """One place that asks whether an actor may."""

    module: str
    function: str
    permission: Permission
    file: str
    line: int

    @property
    def is_operation(self) -> bool:
        """Whether the actor is an argument: else it is a view, which the routes' checks ask."""
        return "actor" in inspect.signature(self.operation).parameters

    @property
    def operation(self) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(import_module(self.module), self.function)
        return found


@cache
def guards() -> list[Guard]:
    """Every `….require(Permission.X)` and `members_in_hand(actor, Permission.X)` in the sources of the apps."""
    return [guard for app in ("accounts", "campaigns", "api") for guard in _in_app(CHECKOUT / app)]


def guarded() -> list[Guard]:
    """The operations among them, private helpers through what calls them."""
    return [guard for guard in guards() if guard.is_operation]


def _in_app(app: Path) -> Iterator[Guard]:
    for path in sorted(app.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                for call in ast.walk(function):
                    if isinstance(call, ast.Call) and _asks(call) and function.name != _IN_HAND:
                        yield _guard(path, function, call)


# Asks for the permission that its caller names, and once more behind a lock.
_IN_HAND = "members_in_hand"


def _asks(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id == _IN_HAND
    return isinstance(call.func, ast.Attribute) and call.func.attr == "require"


def _guard(path: Path, function: ast.FunctionDef, call: ast.Call) -> Guard:
    module = ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)
    asked = call.args[-1]
    assert isinstance(asked, ast.Attribute), (
        f"{path}:{call.lineno}: name the permission: actor.require(Permission.X)"
    )
    return Guard(module, function.name, Permission[asked.attr], str(path), call.lineno)


def arguments(tenant: Tenant) -> dict[str, Any]:
    """A value for every parameter of an operation, of this organization. Inside a transaction."""
    live = tenant.campaigns["live"]
    with organization_scope(tenant.id):
        post = Post.objects.get(id=tenant.values["post"])
        answer = Answer.objects.select_related("campaign").get(id=tenant.values["answer"])
        confirmed = Answer.objects.filter(
            campaign=tenant.campaigns["answered"], status=AnswerStatus.CONFIRMED
        ).first()
        company = Company.objects.get(id=tenant.values["company"])
        update = Update.objects.get(id=tenant.values["update"])
    return {
        "organization_id": tenant.id,
        "campaign": live,
        "answer": answer,
        "confirmed": confirmed,
        "post": post,
        "company": company,
        "token_id": tenant.values["token_id"],
        "proposal": CompanyProposal("Another", handles={"mastodon": "another@mastodon.example"}),
        "facts": campaign_facts(),
        "external_ref": ExternalRef("tickets.example", "another", "another"),
        "kind": "acknowledged",
        "kindness": Kindness.HIDDEN,
        "verb": "post.hidden",
        "outcome": "fulfilled",
        "said_at": clock.now() - timedelta(minutes=1),
        "text": "Soon",
        "name": "Another",
        "scopes": ["campaigns:read"],
        "now": clock.now(),
        "entries": ["another@example.org"],
        "role": Role.VIEWER,
        "invitation_id": tenant.values["invitation_id"],
        "membership_id": tenant.values["membership"],
        "overlap": timedelta(0),
        "website": "",
        "file": picture(),
        "required": False,
        "short_name": tenant.values["org"],
        "texts": {"en": "News"},
        "update": update,
        "stage": EVENT,
        "content": {"facts": {"event_place": "Another"}},
        "typed": {"event_place": ["Another"]},
        "seen": "",
        "event_starts_at": None,
        "starts_at": clock.now() + timedelta(hours=1),
        "waves": 1,
        "apart": timedelta(minutes=30),
        "url": "https://another.example/",
        "alt": {"en": "Another"},
        "event_types": ["campaign.closed"],
        "endpoint_id": tenant.values["webhook_id"],
        "event_id": tenant.values["webhook_message"],
        "since": clock.now() - timedelta(days=1),
        "address": "https://pretix.example/",
        "token": "another",
        "tool_id": tenant.values["tool"],
        "archive_id": tenant.values["archive_id"],
    }


def picture() -> IO[bytes]:
    """An uploaded file."""
    file = BytesIO()
    Image.new("RGB", (320, 160)).save(file, "PNG")
    file.seek(0)
    return file


# An operation that begins elsewhere than with a live campaign and an answer to be confirmed.
_BEGINS = {
    "submit": {"campaign": "draft"},
    "revise_campaign": {"campaign": "draft"},
    "write_stage": {"campaign": "draft"},
    "keep_typed": {"campaign": "draft"},
    "drop_typed": {"campaign": "draft"},
    "take_over_event": {"campaign": "draft"},
    "put_picture": {"campaign": "draft"},
    "ask_for_picture": {"campaign": "draft"},
    "follow_picture": {"campaign": "draft"},
    "ask_again": {"campaign": "draft"},
    "describe_picture": {"campaign": "draft"},
    "remove_picture": {"campaign": "draft"},
    "withdraw": {"campaign": "in_review"},
    "correct": {"answer": "confirmed"},
    "take_back": {"answer": "confirmed"},
}


def _call(guard: Guard, tenant: Tenant, actor: Any) -> Any:
    given = arguments(tenant)
    for name, instead in _BEGINS.get(guard.function, {}).items():
        given[name] = given.get(instead) or tenant.campaigns[instead]
    wanted = {
        name: given[name]
        for name, parameter in inspect.signature(guard.operation).parameters.items()
        if name != "actor" and (parameter.default is parameter.empty)
    }
    return guard.operation(**wanted, actor=actor)


def unfilled(world: World) -> list[str]:
    """Parameters without a value here."""
    known = {*arguments(world.mine), "actor"}
    return [
        f"{guard.module}.{guard.function}: {name}"
        for guard in guarded()
        for name, parameter in inspect.signature(guard.operation).parameters.items()
        if parameter.default is parameter.empty and name not in known
    ]


def check_roles(world: World) -> None:
    """Each operation is refused to exactly the roles without its permission, and to who has none (any more)."""
    wrong = []
    actors = {role: actor_of(member) for role, member in world.mine.members.items()}
    actors["nobody"] = Actor(
        kind="member", organization_id=world.mine.id, user_id=world.people["stranger"].pk
    )
    for guard in guarded():
        for role, actor in actors.items():
            refused = _outcome(guard, world.mine, actor) is Forbidden
            if refused == (role in Role and allows(role, guard.permission)):
                wrong.append(
                    f"{guard.module}.{guard.function} as {role}: {'refused' if refused else 'let through'}"
                )
    report(wrong)


def check_pages(world: World) -> None:
    """The page behind each view that asks for a permission is shown to exactly the roles that have it."""
    wrong = []
    for guard in guards():
        if guard.is_operation:
            continue
        pattern = next(key for key, found in served() if _is_view(found.callback, guard))
        route = ROUTES[pattern]
        for role in Role.values:
            with passing():
                status = ask(world.client(f"mine_{role}"), route, pattern, "GET", world.mine.values).status
            if (status == 403) == allows(role, guard.permission):
                wrong.append(f"{pattern} as {role}: {status}")
    report(wrong)


def _is_view(view: Any, guard: Guard) -> bool:
    return bool((view.__module__, getattr(view, "__name__", "")) == (guard.module, guard.function))


def check_organizations(world: World) -> None:
    """No operation does anything to another organization's row, even when it is handed one."""
    wrong = []
    owner = actor_of(world.mine.members[Role.OWNER])
    for guard in guarded():
        with passing():
            said = _outcome(guard, world.theirs, owner, keep=True)
            after = fingerprint(world)
        changed = [table for table, value in after.items() if value != world.untouched[table]]
        if changed:
            wrong.append(f"{guard.module}.{guard.function} changed their {', '.join(changed)} ({said})")
    report(wrong)


def _outcome(guard: Guard, tenant: Tenant, actor: Any, *, keep: bool = False) -> type[Exception] | None:
    """What the operation raised. Undone, unless it is to be kept for a look."""
    try:
        if keep:
            _call(guard, tenant, actor)
        else:
            with passing():
                _call(guard, tenant, actor)
    except DomainError as error:
        return type(error)
    return None
