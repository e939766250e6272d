"""What people send too often is answered 429; and none of allauth's own limits is without one of ours."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from allauth.account import app_settings as account_settings
from allauth.mfa import app_settings as mfa_settings
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.limited_pages import EVERYTHING_ELSE, group_of
from candyplatform import rate_limits
from tests.factories import PASSWORD, make_organization, make_user
from tests.support.own_limits import own_limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own(settings: Settings, worker_id: str) -> Iterator[None]:
    few = {name: "3/5 minutes" for name in rate_limits.RATES if name != "form.address"}
    with own_limits(settings, worker_id, few):
        yield


# What allauth limits by itself, and which pages of it are meant.
ALLAUTH = {
    "change_password": ["account_change_password", "account_set_password"],
    "manage_email": ["account_email"],
    "reset_password": ["account_reset_password"],
    "reauthenticate": ["account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"],
    "reset_password_from_key": ["account_reset_password_from_key"],
    "signup": ["account_signup", "mfa_signup_webauthn"],
    "login": ["account_login"],
    "login_failed": ["account_login", "mfa_authenticate", "account_confirm_login_code"],
    "request_login_code": ["account_request_login_code"],
    "confirm_email": ["account_email", "account_email_verification_sent", "account_signup", "account_login"],
    "webauthn_login": ["mfa_login_webauthn"],
}
NOT_HERE = {"change_phone", "verify_phone"}


def test_every_limit_of_allauth_has_one_of_ours(settings: Settings) -> None:
    assert account_settings.RATE_LIMITS == mfa_settings.RATE_LIMITS == {}
    del settings.ACCOUNT_RATE_LIMITS, settings.MFA_RATE_LIMITS
    theirs = {**account_settings.RATE_LIMITS, **mfa_settings.RATE_LIMITS}
    assert set(theirs) - NOT_HERE == set(ALLAUTH)
    groups = {page: group_of(page) for pages in ALLAUTH.values() for page in pages}
    assert EVERYTHING_ELSE not in groups.values()
    limited = {name.partition(".")[0] for name in rate_limits.RATES}
    assert set(groups.values()) <= limited


def test_every_group_of_pages_has_a_limit() -> None:
    assert {name.partition(".")[0] for name in rate_limits.RATES} == {
        *rate_limits.PAGES.values(), EVERYTHING_ELSE, "api"
    }  # fmt: skip


def sent(url_name: str, address: str = "198.51.100.1", client: Client | None = None, **fields: str) -> int:
    """The status of a form's answer."""
    answer = (client or Client()).post(reverse(url_name), fields, REMOTE_ADDR=address)
    return int(answer.status_code)


def test_login_is_limited_by_address() -> None:
    codes = [sent("account_login", login=f"{n}@example.org", password="wrong") for n in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert sent("account_login", "198.51.100.2", login="9@example.org", password="wrong") == 200


def test_login_is_limited_by_account_from_wherever_and_however_spelled() -> None:
    make_user("anna@example.org")
    spelled = ["anna@example.org", "Anna@example.org", " ANNA@EXAMPLE.ORG", "anna@example.org"]
    codes = [
        sent("account_login", f"198.51.100.{n}", login=name, password="wrong")
        for n, name in enumerate(spelled)
    ]
    assert codes == [200, 200, 200, 429]
    assert sent("account_login", "203.0.113.5", login="anna@example.org", password=PASSWORD) == 429
    assert sent("account_login", "203.0.113.5", login="berta@example.org", password="wrong") == 200


def test_login_from_one_network_of_ipv6_is_from_one_address() -> None:
    codes = [
        sent("account_login", f"2001:db8:0:1::{n}", login=f"{n}@example.org", password="wrong")
        for n in range(4)
    ]
    assert codes == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("account_signup", {"email": "new@example.org", "password1": PASSWORD}),
        ("account_reset_password", {"email": "new@example.org"}),
    ],
)
def test_forms_that_send_mail_are_limited_by_recipient(page: str, fields: dict[str, str]) -> None:
    codes = [sent(page, f"198.51.100.{n}", None, **fields) for n in range(4)]
    assert codes == [302, 302, 302, 429]


def test_own_addresses_are_limited_by_person_and_by_recipient() -> None:
    client = Client()
    client.force_login(make_user())
    added = [
        sent("account_email", f"198.51.100.{n}", client, action_add="", email=f"{n}@example.org")
        for n in range(4)
    ]
    assert added == [302, 302, 302, 429]


def test_second_step_is_limited_by_whose_log_in_waits_whatever_the_form_says(settings: Settings) -> None:
    settings.LIMITED_PAGES = {"account_reauthenticate": "second_step"}
    codes = []
    for n in range(4):
        client = Client()
        session = client.session
        session["account_login"] = {"user_pk": "1", "email": None}
        session.save()
        codes.append(sent("account_reauthenticate", f"198.51.100.{n}", client, login=f"{n}@example.org"))
    assert codes[3] == 429
    assert 429 not in codes[:3]


def test_page_that_is_only_asked_for_does_not_count() -> None:
    client = Client()
    assert {client.get(reverse("account_login")).status_code for _ in range(5)} == {200}


def test_page_for_who_must_wait_says_how_long_in_their_language() -> None:
    for _ in range(3):
        sent("account_login", login="x@example.org", password="wrong")
    answer = Client().post(
        reverse("account_login"), {"login": "x@example.org"}, REMOTE_ADDR="198.51.100.1",
        headers={"accept-language": "de"},
    )  # fmt: skip
    assert answer.status_code == 429
    assert 295 <= int(answer["Retry-After"]) <= 300
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Language"] == "de"
    text = answer.content.decode()
    assert "Etwas langsamer, bitte." in text
    assert "5 Minuten" in text


def test_new_organizations_are_limited_by_person() -> None:
    membership = make_organization()
    client = Client()
    client.force_login(membership.user)
    codes = [sent("new_organization", f"198.51.100.{n}", client, name=f"Club {n}") for n in range(4)]
    assert codes == [302, 302, 302, 429]


@pytest.mark.django_db(transaction=True)
def test_limit_is_exact_when_fifty_connections_ask_at_once(
    live_server: LiveServer, settings: Settings
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login.address": "20/minute"}
    page = reverse("account_login")

    def ask(number: int) -> int:
        connection = HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=30)
        token = "a" * 32
        body = urlencode(
            {"login": f"{number}@example.org", "password": "wrong", "csrfmiddlewaretoken": token}
        )
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={token}"}
        connection.request("POST", page, body, headers)
        with closing(connection), connection.getresponse() as answer:
            answer.read()
            return answer.status

    with ThreadPoolExecutor(50) as pool:
        codes = list(pool.map(ask, range(50)))
    assert sorted(codes) == [200] * 20 + [429] * 30
