"""The page with everything that guards an account."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from accounts.entrance.account import guards_of
from accounts.entrance.app_codes import set_up_app
from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/"


@pytest.fixture
def person() -> User:
    return make_user("ada@example.org", language="de")


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def add_passkeys(person: User, count: int) -> None:
    for number in range(count):
        data = {"name": f"Key {number}", "credential": {}}
        Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)


def test_bare_account_is_told_what_it_could_have(person: User) -> None:
    guards = guards_of(person)
    assert (guards.email, guards.waiting_email, guards.has_factor) == ("ada@example.org", "", False)
    page = browser_of(person).get(PAGE)
    assert page["Content-Language"] == "de"
    for way in ("email/", "password/change/", "2fa/webauthn/add/", "2fa/totp/activate/", "sessions/"):
        assert f'href="/accounts/{way}"' in page.content.decode()
    assert "recovery-codes" not in page.content.decode()


def test_guarded_account_is_told_how_it_stands(person: User) -> None:
    set_up_app(person)
    add_passkeys(person, 2)
    codes = RecoveryCodes.activate(person)
    assert codes.validate_code(codes.generate_codes()[0])
    EmailAddress.objects.create(user=person, email="new@example.org", verified=False, primary=False)
    guards = guards_of(person)
    assert (guards.waiting_email, guards.has_app, guards.passkeys) == ("new@example.org", True, 2)
    assert (guards.recovery_codes_left, guards.recovery_codes) == (9, 10)
    page = browser_of(person).get(PAGE).content.decode()
    for words in ("2 Passkeys", "9 von 10 sind noch da.", "Du wechselst zu new@example.org"):
        assert words in page


@pytest.mark.parametrize("passkeys", [1, 3])
def test_account_costs_the_same_queries_however_many_passkeys(
    person: User, passkeys: int, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    add_passkeys(person, passkeys)
    client = browser_of(person)
    with django_assert_num_queries(4):  # session, person, address, factors
        client.get(PAGE)
    with django_assert_num_queries(3):
        client.get("/accounts/2fa/webauthn/")


def test_account_is_nobodys_but_ones_own() -> None:
    assert Client().get(PAGE)["Location"] == "/accounts/login/?next=/accounts/"
    assert browser_of(make_user()).get("/accounts/2fa/")["Location"] == PAGE


def test_passkeys_of_somebody_else_are_not_there(person: User) -> None:
    add_passkeys(make_user(), 1)
    key = Authenticator.objects.get()
    client = browser_of(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for what in ("edit", "remove"):
        assert (
            client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{what}/", {"name": "Mine"}).status_code == 404
        )
    assert Authenticator.objects.get().data["name"] == "Key 0"
