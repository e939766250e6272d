"""What an account mails: another address, a code, and that something changed. Read where it arrives."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.entrance.app_codes import code_of, set_up_app
from accounts.models import User
from candyplatform.base import clock
from tests.factories import PASSWORD, log_in_with_second_factor, make_user
from tests.support.due_work import work_until_quiet
from tests.support.smtp import Postbox, postbox

pytestmark = pytest.mark.django_db
EMAIL, LOGIN, AUTHENTICATE = "/accounts/email/", "/accounts/login/", "/accounts/2fa/authenticate/"
REQUEST, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"
OLD, NEW = "ada@example.org", "ada@new.example.org"


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as box:
        yield box


@pytest.fixture
def person() -> User:
    return make_user(OLD, language="de", name="Ada")


def arrived(box: Postbox) -> list[tuple[str, str, str]]:
    """Recipient, subject and text of what came since the last look."""
    work_until_quiet()
    letters = [(str(message["To"]), str(message["Subject"]), _text_of(message)) for message in box.messages]
    box.received.clear()
    return letters


def _text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def log_in(person: User) -> Client:
    client = Client(
        headers={
            "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "accept-language": "en",
        }
    )
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    return client


def ask_for_change(client: Client) -> None:
    """The form is sent, then the password is asked for, and the form is taken as it was sent."""
    answer = client.post(EMAIL, {"email": NEW, "action_add": ""})
    assert answer["Location"].startswith("/accounts/reauthenticate/?next=")
    answer = client.post(answer["Location"], {"password": PASSWORD, "next": EMAIL})
    assert answer["Location"] == EMAIL


def addresses() -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.order_by("email").values_list("email", "verified", "primary"))


def test_address_changes_when_the_new_one_is_confirmed_and_the_old_one_is_told(
    person: User, box: Postbox
) -> None:
    client = log_in(person)
    ask_for_change(client)
    [(to, subject, text)] = arrived(box)
    assert (to, subject) == (NEW, "Ist das deine Adresse?")
    person.refresh_from_db()
    assert (person.email, addresses()) == (OLD, [(OLD, True, True), (NEW, False, False)])
    assert (is_login_of(OLD), is_login_of(NEW)) == (True, False)

    [link] = re.findall(r"/accounts/confirm-email/[^/]+/", text)
    client.post(link)
    person.refresh_from_db()
    assert (person.email, addresses()) == (NEW, [(NEW, True, True)])
    assert (is_login_of(NEW), is_login_of(OLD)) == (True, False)
    # Who tried the new one before was asked to confirm it once more.
    [(to, subject, text)] = [letter for letter in arrived(box) if letter[0] == OLD]
    assert (to, subject) == (OLD, "Deine Adresse ist geändert")
    assert f"an {NEW}" in text
    assert "mit Firefox unter Linux, von 127.0.0.1" in " ".join(text.split())


def is_login_of(email: str) -> bool:
    answer = Client().post(LOGIN, {"login": email, "password": PASSWORD})
    return answer.status_code == 302 and answer["Location"] == "/desk/"


def test_change_of_address_is_called_off(person: User, box: Postbox) -> None:
    client = log_in(person)
    ask_for_change(client)
    [(_to, _subject, text)] = arrived(box)
    client.post(EMAIL, {"email": NEW, "action_remove": ""})
    assert addresses() == [(OLD, True, True)]
    [(to, subject, _)] = arrived(box)
    assert (to, subject) == (OLD, "Deine Adresse bleibt")
    [link] = re.findall(r"/accounts/confirm-email/[^/]+/", text)
    Client().post(link)
    assert addresses() == [(OLD, True, True)]


def test_who_has_a_second_factor_changes_the_address_with_it(person: User, box: Postbox) -> None:
    client = log_in_with_second_factor(Client(), person)
    answer = client.post(EMAIL, {"email": NEW, "action_add": ""})
    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert addresses() == [(OLD, True, True)]


def test_address_of_somebody_else_cannot_be_taken(person: User, box: Postbox) -> None:
    make_user(NEW)
    client = log_in(person)
    ask_for_change(client)
    for _to, _subject, text in arrived(box):
        for link in re.findall(r"/accounts/confirm-email/[^/]+/", text):
            client.post(link)
    person.refresh_from_db()
    assert (person.email, User.objects.get(email=NEW).pk != person.pk) == (OLD, True)


# --- Login by code ---------------------------------------------------------------------------------------------------


def mailed_code(box: Postbox) -> str:
    [(to, subject, text)] = arrived(box)
    assert (to, subject) == (OLD, "Dein Code zum Anmelden")
    [code] = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", text, re.MULTILINE)
    return str(code)


def test_mailed_code_lets_in_once(person: User, box: Postbox) -> None:
    client = Client()
    assert client.post(REQUEST, {"email": OLD})["Location"] == CONFIRM
    code = mailed_code(box)
    wrong = client.post(CONFIRM, {"code": "BBBB-BBBB"})
    assert "That is not the code we mailed." in wrong.content.decode()
    assert client.post(CONFIRM, {"code": code.lower()})["Location"] == "/desk/"
    assert client.get("/accounts/").status_code == 200
    other = Client()
    other.post(REQUEST, {"email": OLD})
    other.post(CONFIRM, {"code": code})
    assert other.get("/accounts/").status_code == 302


def test_mailed_code_ends_after_three_wrong_ones(person: User, box: Postbox) -> None:
    client = Client()
    client.post(REQUEST, {"email": OLD})
    code = mailed_code(box)
    for _ in range(3):
        client.post(CONFIRM, {"code": "BBBB-BBBB"})
    client.post(CONFIRM, {"code": code})
    assert client.get("/accounts/").status_code == 302


def test_mailed_code_is_no_way_round_the_second_factor(person: User, box: Postbox) -> None:
    set_up_app(person)
    client = Client()
    client.post(REQUEST, {"email": OLD})
    answer = client.post(CONFIRM, {"code": mailed_code(box)})
    assert answer["Location"] == AUTHENTICATE
    assert client.get("/accounts/").status_code == 302
    client.post(AUTHENTICATE, {"code": code_of(person, now=clock.now())})
    assert client.get("/accounts/").status_code == 200


def test_unknown_address_is_answered_as_a_known_one(person: User, box: Postbox) -> None:
    known, unknown = (Client().post(REQUEST, {"email": email}) for email in (OLD, "nobody@example.org"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert {to for to, _, _ in arrived(box)} == {OLD, "nobody@example.org"}


# --- Something that guards the account changed -----------------------------------------------------------------------


def test_factor_that_is_taken_away_is_told_by_mail_in_the_persons_language(
    person: User, box: Postbox
) -> None:
    moment = clock.now()
    with time_machine.travel(moment, tick=False) as now:
        client = log_in_with_second_factor(Client(headers={"accept-language": "en"}), person)
        client.post("/accounts/2fa/totp/deactivate/")
        assert arrived(box) == []  # not without the second factor once more
        now.shift(60)
        client.post("/accounts/2fa/reauthenticate/", {"code": code_of(person, now=clock.now())})
        client.post("/accounts/2fa/totp/deactivate/")
        [(to, subject, _text)] = arrived(box)
    assert (to, subject) == (OLD, "Codes aus einer App sind aus")


def test_password_that_changes_is_told_by_mail_with_a_way_to_act(person: User, box: Postbox) -> None:
    client, new = log_in(person), "another-long-password"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    work_until_quiet()
    [message] = box.messages
    assert (str(message["To"]), str(message["Subject"])) == (OLD, "Dein Passwort ist geändert")
    html = message.get_body(("html",))
    assert html
    assert 'lang="de"' in html.get_content()
    assert "/accounts/" in html.get_content()
    assert "Warst du das nicht?" in html.get_content()
