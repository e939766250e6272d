"""Second factors through the pages: set up, used, used up, taken away, and asked for."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.entrance.app_codes import code_of, set_up_app
from accounts.models import User
from candyplatform.base import clock
from candyplatform.base.encryption import decrypt
from tests.factories import PASSWORD, log_in_with_second_factor, make_user

pytestmark = pytest.mark.django_db
ACTIVATE, DEACTIVATE = "/accounts/2fa/totp/activate/", "/accounts/2fa/totp/deactivate/"
AUTHENTICATE, AGAIN = "/accounts/2fa/authenticate/", "/accounts/2fa/reauthenticate/"
CODES, LOGIN = "/accounts/2fa/recovery-codes/", "/accounts/login/"
FACTOR = "/accounts/second-factor/"


def log_in(person: User, *, onward: str = "") -> Client:
    """As far as the password gets somebody."""
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD, "next": onward})
    return client


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def set_up_through_the_pages(client: Client) -> None:
    """What somebody does: say the password again, scan, type the code."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(ACTIVATE).content.decode()
    secret = re.findall(r'<code class="secret">(\w+)</code>', page)[0]
    counter = int(clock.now().timestamp()) // 30
    answer = client.post(ACTIVATE, {"code": format_hotp_value(hotp_value(secret, counter))})
    assert (answer.status_code, answer["Location"]) == (302, CODES)


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li><code>(\d{8})</code>", client.get(CODES).content.decode())


def test_app_is_set_up_after_the_password_and_its_secret_is_encrypted() -> None:
    person = make_user()
    client = log_in(person)
    assert (
        client.get(ACTIVATE)["Location"] == f"/accounts/reauthenticate/?next={ACTIVATE.replace('/', '%2F')}"
    )
    set_up_through_the_pages(client)
    factors = {factor.type: factor.data for factor in Authenticator.objects.filter(user=person)}
    assert set(factors) == {"totp", "recovery_codes"}
    secret, seed = factors["totp"]["secret"], factors["recovery_codes"]["seed"]
    assert re.fullmatch(r"[A-Z2-7]{32}", decrypt(secret))
    assert re.fullmatch(r"[0-9a-f]{80}", decrypt(seed))


def test_wrong_code_sets_up_nothing_and_says_what_to_do() -> None:
    person = make_user()
    client = log_in(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get(ACTIVATE)
    page = client.post(ACTIVATE, {"code": "12"}).content.decode()
    assert "That did not match. A code works once: try the next one that your app shows." in page
    assert not Authenticator.objects.exists()


def test_password_alone_does_not_let_in_who_has_an_app() -> None:
    person = make_user()
    set_up_app(person)
    client = Client()
    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert (answer["Location"], is_in(client)) == (AUTHENTICATE, False)
    assert "passkey" not in client.get(AUTHENTICATE).content.decode()  # they have none
    wrong = client.post(AUTHENTICATE, {"code": "000000"})
    assert (wrong.status_code, is_in(client)) == (200, False)
    right = client.post(AUTHENTICATE, {"code": code_of(person, now=clock.now())})
    assert (right.status_code, is_in(client)) == (302, True)


@pytest.mark.parametrize(("minutes", "lets_in"), [(-0.5, True), (0.5, True), (-1.5, False), (1.5, False)])
def test_code_is_good_for_half_a_minute_more(minutes: float, *, lets_in: bool) -> None:
    person = make_user()
    set_up_app(person)
    client = log_in(person)
    client.post(AUTHENTICATE, {"code": code_of(person, now=clock.now() + timedelta(minutes=minutes))})
    assert is_in(client) is lets_in


@pytest.mark.parametrize("later", [0, 20, 45])
def test_code_that_was_used_lets_nobody_in_again(later: int) -> None:
    person = make_user()
    set_up_app(person)
    with time_machine.travel(1_800_000_000, tick=False) as now:
        code = code_of(person, now=clock.now())
        log_in(person).post(AUTHENTICATE, {"code": code})
        now.shift(later)
        spy = log_in(person)
        spy.post(AUTHENTICATE, {"code": f" {code[:3]} {code[3:]}"})
        assert not is_in(spy)


def test_recovery_code_lets_in_once() -> None:
    person = make_user()
    client = log_in(person)
    set_up_through_the_pages(client)
    codes = recovery_codes(client)
    assert len(set(codes)) == 10
    for code, lets_in in ((codes[0], True), (codes[0], False), (codes[1], True)):
        other = log_in(person)
        other.post(AUTHENTICATE, {"code": code})
        assert is_in(other) is lets_in
    assert recovery_codes(client) == codes[2:]


def test_new_recovery_codes_end_the_old_ones() -> None:
    person = make_user()
    client = log_in(person)
    set_up_through_the_pages(client)
    old = recovery_codes(client)
    client.post(f"{CODES}generate/")
    assert set(recovery_codes(client)) & set(old) == set()
    other = log_in(person)
    other.post(AUTHENTICATE, {"code": old[0]})
    assert not is_in(other)


def test_recovery_codes_are_saved_as_a_file_after_the_second_factor_only() -> None:
    person = make_user()
    client = log_in(person)
    set_up_through_the_pages(client)
    text = client.get(f"{CODES}download/").content.decode()
    assert re.findall(r"^\d{8}$", text, re.MULTILINE) == recovery_codes(client)
    later = log_in_with_second_factor(Client(), person)
    assert later.get(CODES)["Location"].startswith(AGAIN)
    assert later.get(f"{CODES}download/")["Location"].startswith(AGAIN)


def test_who_has_a_second_factor_cannot_change_it_with_the_password() -> None:
    person = make_user()
    client = log_in_with_second_factor(Client(), person)
    assert client.get(DEACTIVATE)["Location"].startswith(AGAIN)
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert answer["Location"].startswith(AGAIN)
    assert client.post(DEACTIVATE)["Location"].startswith(AGAIN)
    assert Authenticator.objects.filter(user=person).exists()


def test_app_is_taken_away_after_its_own_code() -> None:
    person = make_user()
    client = log_in(person)
    set_up_through_the_pages(client)
    answer = client.post(DEACTIVATE, follow=True)
    assert "Codes from your app are off." in answer.content.decode()
    assert not Authenticator.objects.exists()
    assert is_in(log_in(person))


def test_way_by_the_second_factor_leads_who_has_none_through_setting_one_up() -> None:
    client = log_in(make_user())
    page = client.get(f"{FACTOR}?next=/desk/new/").content.decode()
    assert (ACTIVATE in page, "/accounts/2fa/webauthn/add/" in page) == (True, True)
    set_up_through_the_pages(client)
    assert f'href="{FACTOR}"' in client.get(CODES).content.decode()
    person = User.objects.get()
    # Setting it up was not using it.
    again = client.get(FACTOR)
    assert again["Location"] == f"{AGAIN}?next=%2Faccounts%2Fsecond-factor%2F"
    used = client.post(again["Location"], {"code": code_of(person, now=clock.now()), "next": FACTOR})
    assert used["Location"] == FACTOR
    assert client.get(FACTOR)["Location"] == "/desk/new/"
    assert client.get(FACTOR)["Location"] == "/accounts/"


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_way_by_the_second_factor_leads_nowhere_else(onward: str) -> None:
    client = log_in_with_second_factor(Client(), make_user())
    assert client.get(FACTOR, {"next": onward})["Location"] == "/accounts/"


def test_way_by_the_second_factor_begins_with_the_login() -> None:
    assert Client().get(FACTOR)["Location"] == f"{LOGIN}?next={FACTOR}"


# --- Staff -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def staff() -> User:
    return User.objects.create_superuser("root@example.org", PASSWORD)


def verified(person: User) -> User:
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)  # type: ignore[attr-defined]
    return person


def test_staff_without_a_second_factor_are_led_to_one_and_back(staff: User) -> None:
    client = log_in(verified(staff))
    address = reverse("admin:accounts_user_changelist")
    answer = client.get(address, follow=True)
    assert [step for step, _ in answer.redirect_chain] == [
        f"/admin/login/?next={address}",
        f"{FACTOR}?next={address.replace('/', '%2F')}",
    ]
    assert "First a second factor." in answer.content.decode()
    set_up_through_the_pages(client)
    assert client.get(address).status_code == 302
    client.post(f"{AGAIN}?next={FACTOR}", {"code": code_of(staff, now=clock.now())})
    assert client.get(FACTOR)["Location"] == address
    assert client.get(address).status_code == 200


def test_session_from_before_the_factor_does_not_open_the_admin(staff: User) -> None:
    before = log_in(verified(staff))
    log_in_with_second_factor(Client(), staff)
    assert before.get("/admin/").status_code == 302
    forced = Client()
    forced.force_login(staff)
    assert forced.get("/admin/").status_code == 302


def test_factor_that_was_taken_away_does_not_count_any_more(staff: User) -> None:
    client = log_in_with_second_factor(Client(), verified(staff))
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=staff).delete()
    assert client.get("/admin/").status_code == 302


def test_factor_of_somebody_else_does_not_count(staff: User) -> None:
    client = log_in_with_second_factor(Client(), make_user())
    session = client.session
    records = session["account_authentication_methods"]
    client.force_login(verified(staff))
    session = client.session
    session["account_authentication_methods"] = records
    session.save()
    assert client.get("/admin/").status_code == 302


# --- The demo's codes ------------------------------------------------------------------------------------------------


def test_demo_codes_are_shown_on_development_machines_only(settings: Settings) -> None:
    person, other = make_user("staff@demo.localhost"), make_user("other@example.org")
    set_up_app(person)
    set_up_app(other)
    settings.DEBUG = False
    assert Client().get("/dev/code/").status_code == 404
    settings.DEBUG = True
    with time_machine.travel(1_800_000_000, tick=False):
        page = Client().get("/dev/code/").content.decode()
        assert f"<code>{code_of(person, now=clock.now())}</code>" in page
        assert code_of(other, now=clock.now()) not in page
