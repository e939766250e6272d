"""Another encryption key: everything is written anew, however often it is interrupted, within each tenant's own rows."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any, ClassVar
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.apps.registry import Apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import override_settings
from pytest_django.fixtures import Settings

from accounts.entrance.app_codes import code_of, set_up_app
from accounts.entrance.rotation import rotate
from accounts.models import User
from accounts.scope import ScopedManager, organization_scope
from candyplatform.base import clock
from candyplatform.base.encryption import EncryptedTextField, encrypt, is_current
from tests.factories import make_organization, make_user
from tests.support.database import owner_connection
from tests.support.environment_variables import CHECKOUT

OLD, NEW = "an old key of enough random characters", "a new key of enough random characters"


class Hook(models.Model):
    """A tenant's table with a secret, of the kind that rooms to come will have."""

    organization_id = models.UUIDField()
    secret = EncryptedTextField(null=True)

    objects: ClassVar[ScopedManager[Any]] = ScopedManager()

    class Meta:
        app_label = "accounts"
        apps = Apps()
        db_table = "test_hook"


TABLE = """
    CREATE TABLE test_hook (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, organization_id uuid NOT NULL, secret text);
    ALTER TABLE test_hook ENABLE ROW LEVEL SECURITY;
    ALTER TABLE test_hook FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON test_hook
        USING (organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid));
"""


@pytest.fixture
def table(transactional_db: None, settings: Settings) -> Iterator[None]:
    with owner_connection(settings.DATABASES["default"]["NAME"]) as owner:
        owner.execute(TABLE)
    yield
    with owner_connection(settings.DATABASES["default"]["NAME"]) as owner:
        owner.execute("DROP TABLE test_hook")


@pytest.fixture(autouse=True)
def old_key(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD]


def people(count: int) -> list[User]:
    made = [make_user() for _ in range(count)]
    for person in made:
        set_up_app(person)
    return made


def current_factors() -> int:
    return sum(is_current(factor.data["secret"]) for factor in Authenticator.objects.all())


def rotated(batch: int = 2) -> tuple[int, list[str]]:
    said: list[str] = []
    return rotate([], tell=said.append, batch=batch), said


@pytest.mark.django_db
def test_rotation_writes_every_factor_anew_and_codes_stay_the_same(settings: Settings) -> None:
    made = people(3)
    codes_factor = Authenticator.objects.create(
        user=made[0],
        type="recovery_codes",
        data={"seed": encrypt("s"), "used_mask": 5, "migrated_codes": [encrypt("1"), encrypt("2")]},
    )
    moment = clock.now()
    before = [code_of(person, now=moment) for person in made]
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert rotated()[0] == 4
    settings.ENCRYPTION_KEYS = [NEW]
    assert [code_of(person, now=moment) for person in made] == before
    codes_factor.refresh_from_db()
    assert codes_factor.data["used_mask"] == 5
    assert codes_factor.wrap().get_unused_codes() == ["1", "2"]
    assert rotated()[0] == 0


@pytest.mark.django_db
def test_rotation_leaves_passkeys_as_they_are(settings: Settings) -> None:
    data = {"name": "Phone", "credential": {"id": "x"}}
    key = Authenticator.objects.create(user=make_user(), type="webauthn", data=data)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert rotated()[0] == 0
    key.refresh_from_db()
    assert key.data == data


@pytest.mark.django_db
def test_rotation_goes_on_where_it_was_killed(settings: Settings) -> None:
    people(5)
    settings.ENCRYPTION_KEYS = [NEW, OLD]

    def killed(_line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate([], tell=killed, batch=2)
    assert current_factors() == 2
    changed, said = rotated()
    assert (changed, current_factors()) == (3, 5)
    assert said[-1] == "mfa.Authenticator: 3 encrypted anew"
    assert len(said) == 4


@pytest.mark.django_db
def test_rotation_without_the_old_key_stops_and_keeps_what_was_done(settings: Settings) -> None:
    people(2)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    rotated()
    stranger = make_user()
    settings.ENCRYPTION_KEYS = ["a third key that nobody remembers"]
    set_up_app(stranger)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match="the key it was encrypted with is missing"):
        call_command("rotate_secrets", stdout=StringIO())
    assert current_factors() == 2


@pytest.mark.django_db
def test_command_says_how_far_it_is_and_when_the_old_key_may_go(settings: Settings) -> None:
    people(1)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    said = StringIO()
    call_command("rotate_secrets", stdout=said)
    assert said.getvalue().splitlines()[-7:] == [
        "mfa.Authenticator: 1 encrypted anew",
        "accounts.IdempotentAnswer: 0 encrypted anew",
        "campaigns.EventTool: 0 encrypted anew",
        "campaigns.Supporter: 0 encrypted anew",
        "campaigns.Report: 0 encrypted anew",
        "campaigns.WebhookEndpoint: 0 encrypted anew",
        "Done, 1 encrypted anew. Every key but the first may go now.",
    ]


def raw_secrets(organization_id: UUID) -> list[str | None]:
    """As the database has them."""
    with organization_scope(organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM test_hook ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_rotation_goes_through_each_organizations_own_rows(table: None, settings: Settings) -> None:
    first, second = make_organization("First").organization_id, make_organization("Second").organization_id
    for organization_id, count in ((first, 3), (second, 1)):
        with organization_scope(organization_id):
            for number in range(count):
                Hook.objects.create(organization_id=organization_id, secret=f"secret {number}")
            Hook.objects.create(organization_id=organization_id, secret=None)
    before = raw_secrets(first)
    assert all(token is None or token.startswith("gAAAA") for token in before)

    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert rotate([Hook], tell=lambda _line: None, batch=2) == 4

    settings.ENCRYPTION_KEYS = [NEW]
    assert all(old != new for old, new in zip(before, raw_secrets(first), strict=True) if old)
    with organization_scope(first):
        secrets = Hook.objects.order_by("id").values_list("secret", flat=True)
        assert list(secrets) == ["secret 0", "secret 1", "secret 2", None]
    with organization_scope(second):
        assert [hook.secret for hook in Hook.objects.order_by("id")] == ["secret 0", None]


def test_rotation_that_is_killed_with_its_process_is_started_again(transactional_db: None) -> None:
    users = User.objects.bulk_create(User(email=f"{number}@example.org") for number in range(1000))
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type="totp", data={"secret": encrypt("A" * 32)}) for user in users
    )
    with rotation_process() as first:
        assert first.stdout
        assert first.stdout.readline().startswith("mfa.Authenticator: seen up to")
        first.kill()
    with override_settings(ENCRYPTION_KEYS=[NEW, OLD]):
        assert 200 <= current_factors() < 1000
    with rotation_process() as second:
        said, _ = second.communicate(timeout=60)
    assert "Every key but the first may go now." in said
    with override_settings(ENCRYPTION_KEYS=[NEW]):
        assert current_factors() == 1000


def rotation_process() -> subprocess.Popen[str]:
    """The command as an operator starts it, on this test's database."""
    name = connection.settings_dict["NAME"]
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "manage.py", "rotate_secrets"],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "DATABASE_URL": address,
            "ENCRYPTION_KEYS": f"{NEW},{OLD}",
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
