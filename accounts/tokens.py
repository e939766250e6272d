"""API tokens: issued once in the clear, kept as a hash, recognized by their shape, revoked by an owner."""

import hashlib
import re
import secrets
import string
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.models import ApiToken
from accounts.roles import Permission, Role
from accounts.scope import organization_scope, token_scope
from candyplatform.base.errors import DomainError, Invalid, NotFound, Text


class TokenScope(TextChoices):
    """What a token may be used for."""

    READ_CAMPAIGNS = "campaigns:read", _("Read campaigns")
    WRITE_CAMPAIGNS = "campaigns:write", _("Write campaigns")
    READ_METRICS = "metrics:read", _("Read numbers")
    READ_SUPPORTERS = "supporters:read", _("Read supporters")
    WRITE_WEBHOOKS = "webhooks:write", _("Set up webhooks")


# What the API has a use for as yet; the others are names that are kept for it.
OFFERED = (TokenScope.READ_CAMPAIGNS, TokenScope.READ_METRICS)


class InvalidToken(DomainError):  # noqa: N818
    """Unknown, expired, revoked or misspelt: the caller is not told which."""

    code = "token_invalid"
    message = _(
        "This token is not valid, or not valid any more. "
        "An owner of the organization can create a new one at the desk, under API tokens."
    )


@dataclass(frozen=True)
class IssuedToken:
    """A new token with its secret, which nobody can be told again."""

    token: ApiToken
    secret: str


@dataclass(frozen=True)
class AuthenticatedToken:
    """Whom a valid secret speaks for, and what it may be used for."""

    token_id: UUID
    organization_id: UUID
    scopes: frozenset[str]
    actor: Actor


START = "candy_"
PREFIX_LENGTH = 12
NAME_LENGTH = 60
USE_NOTED_EVERY = timedelta(minutes=1)
_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_RANDOM_LENGTH = 34  # 202 bits
_CHECKSUM_LENGTH = 6  # a CRC-32 in base 62
_SHAPE = re.compile(rf"{START}[0-9A-Za-z]{{{_RANDOM_LENGTH}}}_[0-9A-Za-z]{{{_CHECKSUM_LENGTH}}}")


def issue_token(
    *, actor: Actor, name: str, scopes: Sequence[str], expires_at: datetime | None = None, now: datetime
) -> IssuedToken:
    """Make a token of the actor's organization. Owners only; the journal keeps its prefix and what it may do.

    Raises `Invalid` for a name that is empty or longer than 60 characters, no or unknown scopes, an expiry in the past.
    """
    actor.require(Permission.MANAGE_TOKENS)
    organization_id = _organization_of(actor)
    _check(name, scopes, expires_at, now)
    secret = _new_secret()
    with organization_scope(organization_id):
        token = ApiToken.objects.create(
            organization_id=organization_id,
            name=name.strip(),
            prefix=secret[:PREFIX_LENGTH],
            digest=digest_of(secret),
            scopes=[scope for scope in TokenScope.values if scope in scopes],
            created_by_id=actor.user_id,
            created_at=now,
            expires_at=expires_at,
        )
        _note("token.issued", token, actor, now)
    return IssuedToken(token, secret)


def revoke_token(*, token_id: UUID, actor: Actor, now: datetime) -> ApiToken:
    """End a token for good, from this moment on. Owners only. Revoking it again changes nothing.

    Raises `NotFound` when the actor's organization has no such token.
    """
    actor.require(Permission.MANAGE_TOKENS)
    with organization_scope(_organization_of(actor)), transaction.atomic():
        revoked = ApiToken.objects.filter(id=token_id, revoked_at=None).update(revoked_at=now)
        token = ApiToken.objects.filter(id=token_id).first()
        if token is None:
            raise NotFound(_("There is no such token."))
        if revoked:
            _note("token.revoked", token, actor, now)
    return token


def tokens_of(organization_id: UUID) -> QuerySet[ApiToken]:
    """The organization's tokens, revoked ones last, newest first. Within its scope."""
    return ApiToken.objects.filter(organization_id=organization_id).order_by(
        F("revoked_at").desc(nulls_first=True), "-created_at"
    )


def authenticate(secret: str, *, now: datetime) -> AuthenticatedToken:
    """Whom the secret speaks for. Notes the use, at most once a minute. Raises `InvalidToken`."""
    if not looks_like_token(secret):
        raise InvalidToken
    digest = digest_of(secret)
    with token_scope(digest):
        token = ApiToken.objects.filter(digest=digest).first()
        if token is None or not is_usable(token, now):
            raise InvalidToken
        if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
            ApiToken.objects.filter(id=token.id).update(last_used_at=now)
    return AuthenticatedToken(token.id, token.organization_id, frozenset(token.scopes), _actor_of(token))


def is_usable(token: ApiToken, now: datetime) -> bool:
    """Whether the token opens anything now: neither revoked nor expired."""
    return token.revoked_at is None and (token.expires_at is None or now < token.expires_at)


def looks_like_token(text: str) -> bool:
    """Whether the text has a token's shape, checksum included: no need to ask the database about anything else.

    The shape is for secret scanners too: `candy_`, 34 letters or digits, `_`, and the CRC-32 of all before that `_` in
    base 62 with 6 digits (0-9, A-Z, a-z).
    """
    if not _SHAPE.fullmatch(text):
        return False
    body, _underscore, checksum = text.rpartition("_")
    return secrets.compare_digest(_checksum(body), checksum)


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256 in hex. The secret has 202 random bits, so it needs neither salt nor stretching."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _new_secret() -> str:
    body = START + "".join(secrets.choice(_DIGITS) for _ in range(_RANDOM_LENGTH))
    return f"{body}_{_checksum(body)}"


def _checksum(body: str) -> str:
    rest, digits = zlib.crc32(body.encode()), []
    for _place in range(_CHECKSUM_LENGTH):
        rest, digit = divmod(rest, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


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


def _organization_of(actor: Actor) -> UUID:
    if actor.organization_id is None:
        raise NotFound(_("API tokens belong to an organization."))
    return actor.organization_id


def _actor_of(token: ApiToken) -> Actor:
    """A token acts as itself: as an editor where it may write campaigns, else as a viewer."""
    role = Role.EDITOR if TokenScope.WRITE_CAMPAIGNS in token.scopes else Role.VIEWER
    name = f"{token.name} ({token.prefix}…)"
    return Actor(kind="token", organization_id=token.organization_id, role=role, name=name)


def _note(verb: str, token: ApiToken, actor: Actor, now: datetime) -> None:
    journal.append(
        verb=verb,
        subject=token.id,
        organization_id=token.organization_id,
        actor=actor,
        now=now,
        details={"prefix": token.prefix, "scopes": token.scopes},
    )
