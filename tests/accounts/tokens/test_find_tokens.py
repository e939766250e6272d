"""Looking for leaked tokens."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.actors import actor_of
from accounts.models import ApiToken
from accounts.scope import organization_scope
from accounts.tokens.operations import issue_token, revoke_token
from candyplatform.base import clock
from tests.factories import make_organization

pytestmark = pytest.mark.django_db


def test_tokens_are_found_by_shape_and_told_without_their_secret(tmp_path: Path) -> None:
    owner, now = make_organization(), clock.now()
    issued, revoked = (
        issue_token(actor=actor_of(owner), name="Shop", scopes=["metrics:read"], now=now) for _ in range(2)
    )
    revoke_token(token_id=revoked.token.id, actor=actor_of(owner), now=now)
    misspelt = issued.secret[:-1] + ("a" if issued.secret[-1] != "a" else "b")
    folder = tmp_path / "deep"
    folder.mkdir()
    (folder / "env").write_text(f"A=1\nTOKEN='{issued.secret}'\n{misspelt}\n")
    (tmp_path / "log").write_bytes(b"\xff " + revoked.secret.encode() + b"\n")
    said = StringIO()
    call_command("find_tokens", str(tmp_path), stdout=said)
    assert said.getvalue().splitlines() == [
        f"{folder / 'env'}:2: {issued.token.prefix}… (in force)",
        f"{tmp_path / 'log'}:1: {revoked.token.prefix}… (not valid)",
    ]
    with organization_scope(owner.organization_id):
        assert set(ApiToken.objects.values_list("last_used_at", flat=True)) == {None}
