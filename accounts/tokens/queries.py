"""Reads about an organization's API tokens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F

from accounts.hashing import digest_of
from accounts.models import ApiToken
from accounts.scope import token_scope
from accounts.tokens.scopes import TokenScope


@dataclass(frozen=True)
class TokenRow:
    """A token as the list shows it. `successor` is the token that replaces it."""

    token: ApiToken
    is_usable: bool
    successor: ApiToken | None = None

    @property
    def scopes(self) -> list[str]:
        """What it may do, in words."""
        return [str(TokenScope(scope).label) for scope in self.token.scopes]

    @property
    def may_be_replaced(self) -> bool:
        """Whether it is the one in force."""
        return self.is_usable and self.successor is None


@dataclass(frozen=True)
class Bearer:
    """A token that somebody holds, and the ids of the newest entries in its organization's journal: several, as one that was begun
    first may be committed after the newest."""

    token: ApiToken
    newest: tuple[int, ...]


def bearer_of(digest: str) -> Bearer | None:
    """The token whose SHA-256 (hex) this is, usable or not: what `token_scope` shows of it and `organization_scope` of the journal,
    in one statement that needs neither."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (token).*, newest FROM accounts_bearer(%s)", [digest])
        row = cursor.fetchone()
        names = [column.name for column in cursor.description or ()]
    if row is None:
        return None
    *values, newest = row
    return Bearer(ApiToken(**dict(zip(names, values, strict=False))), tuple(newest))


def tokens_of(organization_id: UUID, *, now: datetime) -> list[TokenRow]:
    """The organization's tokens with who made them, within its scope: revoked ones last, newest first, and each followed by
    the one that it replaces."""
    rows = ApiToken.objects.filter(organization_id=organization_id).select_related("created_by")
    tokens = list(rows.order_by(F("revoked_at").desc(nulls_first=True), "-created_at"))
    by_id = {token.id: token for token in tokens}
    successors = {token.replaces_id: token for token in tokens if token.replaces_id}
    listed: list[TokenRow] = []
    for token in tokens:
        one: ApiToken | None = None if token.id in successors else token
        while one is not None:
            listed.append(TokenRow(one, is_usable(one, now), successors.get(one.id)))
            one = by_id.get(one.replaces_id) if one.replaces_id else None
    return listed


def is_usable(token: ApiToken, now: datetime) -> bool:
    """Whether the token opens anything now: neither revoked nor expired."""
    return token.revoked_at is None and (token.expires_at is None or now < token.expires_at)


def is_in_force(secret: str, *, now: datetime) -> bool:
    """Whether a secret opens anything now. Unlike `authenticate` it leaves no trace of a use."""
    digest = digest_of(secret)
    with token_scope(digest):
        token = ApiToken.objects.filter(digest=digest).first()
    return token is not None and is_usable(token, now)
