"""The life of an API token: issued, used, replaced, revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.hashing import digest_of
from accounts.models import ApiToken
from accounts.roles import Permission
from accounts.scope import organization_scope, token_scope
from accounts.tokens.callers import AuthenticatedToken
from accounts.tokens.queries import bearer_of, is_usable
from accounts.tokens.scopes import TokenScope, granted_by, role_of
from accounts.tokens.shape import PREFIX_LENGTH, looks_like_token, new_secret
from candyplatform.base.errors import Conflict, DomainError, Invalid, NotFound, Text

NAME_LENGTH = 60
USE_NOTED_EVERY = timedelta(minutes=1)
LONGEST_OVERLAP = timedelta(days=7)


class InvalidToken(DomainError):  # noqa: N818
    """Unknown, expired, revoked or misspelt: the caller is not told which."""

    code = "token_invalid"
    message = _(
        "This token is not valid, or not valid any more. "
        "An owner of the organization can create a new one at the desk, under API tokens."
    )


class TokenOver(Conflict):
    """The token is revoked, expired or replaced already: there is nothing to replace."""

    code = "token_over"
    message = _("This token is over, or replaced already. Create a new one instead.")


@dataclass(frozen=True)
class IssuedToken:
    """A new token with its secret, which nobody can be told again."""

    token: ApiToken
    secret: str


def issue_token(
    *, actor: Actor, name: str, scopes: Sequence[str], expires_at: datetime | None = None, now: datetime
) -> IssuedToken:
    """Make a token of the actor's organization. Owners only; the journal keeps its prefix and what it may do.

    Raises `Invalid` for a name that is empty or longer than 60 characters, no or unknown scopes, an expiry in the past.
    """
    actor.require(Permission.MANAGE_TOKENS)
    _check(name, scopes, expires_at, now)
    with organization_scope(actor.own_organization()):
        known = [scope for scope in TokenScope.values if scope in scopes]
        issued = _make(actor, now, name=name.strip(), scopes=known, expires_at=expires_at)
        _note("token.issued", issued.token, actor, now)
    return issued


def rotate_token(*, token_id: UUID, overlap: timedelta, actor: Actor, now: datetime) -> IssuedToken:
    """Replace a token: a new secret with the same name and scopes, valid as long from now as the old one was made for.

    The old one stays valid for `overlap` (at most 7 days; zero ends it at once), or to its own end if that is sooner.
    Owners only. Raises `NotFound`, `TokenOver`, and `Invalid` for an overlap that cannot be.
    """
    actor.require(Permission.MANAGE_TOKENS)
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        raise Invalid(fields={"overlap": [_("Choose one of the times in the list.")]})
    with organization_scope(actor.own_organization()):
        old = ApiToken.objects.select_for_update().filter(id=token_id).first()
        if old is None:
            raise NotFound(_("There is no such token."))
        if not is_usable(old, now) or ApiToken.objects.filter(replaces=old).exists():
            raise TokenOver
        expires_at = now + (old.expires_at - old.created_at) if old.expires_at else None
        issued = _make(actor, now, name=old.name, scopes=old.scopes, expires_at=expires_at, replaces=old)
        _end_after(old, overlap, now)
        _note(
            "token.rotated",
            issued.token,
            actor,
            now,
            replaces=str(old.id),
            overlap=int(overlap.total_seconds()),
        )
    return issued


def revoke_token(*, token_id: UUID, actor: Actor, now: datetime) -> ApiToken:
    """End a token for good, from this moment on. Owners only. Revoking it again changes nothing.

    Raises `NotFound` when the actor's organization has no such token.
    """
    actor.require(Permission.MANAGE_TOKENS)
    with organization_scope(actor.own_organization()), transaction.atomic():
        revoked = ApiToken.objects.filter(id=token_id, revoked_at=None).update(revoked_at=now)
        token = ApiToken.objects.filter(id=token_id).first()
        if token is None:
            raise NotFound(_("There is no such token."))
        if revoked:
            _note("token.revoked", token, actor, now)
    return token


def authenticate(secret: str, *, now: datetime) -> AuthenticatedToken:
    """Whom the secret speaks for. Notes the use, at most once a minute. Raises `InvalidToken`."""
    if not looks_like_token(secret):
        raise InvalidToken
    digest = digest_of(secret)
    bearer = bearer_of(digest)
    if bearer is None or not is_usable(bearer.token, now):
        raise InvalidToken
    token = bearer.token
    if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
        with token_scope(digest):
            ApiToken.objects.filter(id=token.id).update(last_used_at=now)
    return AuthenticatedToken(
        counted_as=str(token.id),
        token_id=token.id,
        organization_id=token.organization_id,
        scopes=frozenset(token.scopes),
        actor=_actor_of(token),
        newest=bearer.newest,
    )


def _make(
    actor: Actor,
    now: datetime,
    *,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None,
    replaces: ApiToken | None = None,
) -> IssuedToken:
    secret = new_secret()
    token = ApiToken.objects.create(
        organization_id=actor.own_organization(),
        name=name,
        prefix=secret[:PREFIX_LENGTH],
        digest=digest_of(secret),
        scopes=list(scopes),
        created_by_id=actor.user_id,
        created_at=now,
        expires_at=expires_at,
        replaces=replaces,
    )
    return IssuedToken(token, secret)


def _end_after(token: ApiToken, overlap: timedelta, now: datetime) -> None:
    if not overlap:
        ApiToken.objects.filter(id=token.id).update(revoked_at=now)
        return
    ends = now + overlap
    ApiToken.objects.filter(id=token.id).update(expires_at=min(ends, token.expires_at or ends))


def _check(name: str, scopes: Sequence[str], expires_at: datetime | None, now: datetime) -> None:
    wrong: dict[str, list[Text]] = {}
    if not name.strip():
        wrong["name"] = [_("Give the token a name that tells where it is used.")]
    elif len(name.strip()) > NAME_LENGTH:
        wrong["name"] = [_("Give the token a name of at most 60 characters.")]
    if not scopes or not set(scopes) <= set(TokenScope.values):
        wrong["scopes"] = [_("Choose at least one thing the token may do.")]
    if expires_at is not None and expires_at <= now:
        wrong["expires_at"] = [_("Choose a day in the future, or none.")]
    if wrong:
        raise Invalid(_("The token was not made."), fields=wrong)


def _actor_of(token: ApiToken) -> Actor:
    """A token acts as itself, in the role that its scopes give it, and with what they grant beyond."""
    return Actor(
        kind="token",
        organization_id=token.organization_id,
        role=role_of(token.scopes),
        name=f"{token.name} ({token.prefix}…)",
        granted=granted_by(token.scopes),
    )


def _note(verb: str, token: ApiToken, actor: Actor, now: datetime, **details: object) -> None:
    journal.append(
        verb=verb,
        subject=token.id,
        organization_id=token.organization_id,
        actor=actor,
        now=now,
        details={"prefix": token.prefix, "scopes": token.scopes, **details},
    )
