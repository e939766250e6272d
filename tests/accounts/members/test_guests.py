"""The way of somebody invited, page by page."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import resolve

from accounts.models import Membership, User
from candyplatform.request_log import RequestLog
from tests.accounts.members.support import GUEST, roles_in, secrets_mailed, seen, send, stranger
from tests.factories import NOW, PASSWORD, make_organization, make_user

pytestmark = pytest.mark.django_db
LANDING = "/desk/invitations/"


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    """A moment at which what is sent at `NOW` is open."""
    with time_machine.travel(NOW + timedelta(hours=1)):
        yield


@pytest.fixture
def secret(owner: Membership) -> str:
    send(owner)
    return secrets_mailed()[0]


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(secret: str, what: str) -> str:
    invitation = seen(secret)
    assert invitation is not None
    return f"{LANDING}{invitation.id}/{what}/"


def test_link_leads_on_to_an_address_without_the_secret(client: Client, secret: str) -> None:
    answer = client.get(f"{LANDING}{secret}/")
    assert (answer.status_code, answer["Location"]) == (302, LANDING)
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("same-origin", "no-store")
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert secret not in str(kept)
    page = client.get(LANDING)
    assert (page.status_code, page["Referrer-Policy"], page["X-Robots-Tag"]) == (
        200,
        "same-origin",
        "noindex",
    )
    assert secret not in page.content.decode()


def test_link_is_not_written_to_the_log(secret: str) -> None:
    request = RequestFactory().get(f"{LANDING}{secret}/")
    request.resolver_match = resolve(request.path)
    assert RequestLog.format_request(request) == "GET /desk/invitations/<slug:secret>/"


def test_stranger_is_told_who_invites_and_what_to_do(client: Client, secret: str) -> None:
    page = client.get(f"{LANDING}{secret}/", follow=True).content.decode()
    shown = ("Olga invites you to <strong>EduCamp Hamburg</strong>", "Editor (write campaigns", GUEST)
    assert [text for text in shown if text not in page] == []
    assert ('href="/desk/invitations/sign-up/"' in page, "?next=/desk/invitations/" in page) == (True, True)
    assert "/accept/" not in page


def test_landing_tells_not_whether_there_is_an_account(client: Client, secret: str) -> None:
    client.get(f"{LANDING}{secret}/")
    before = client.get(LANDING).content.decode()
    stranger()
    after = client.get(LANDING).content.decode()
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|nonce="[^"]+"')
    assert token.sub("", after) == token.sub("", before)


@pytest.mark.parametrize("secret_", ["x" * 43, "nonsense", "a-b_c"])
def test_unknown_link_says_what_to_do(client: Client, secret_: str) -> None:
    answer = client.get(f"{LANDING}{secret_}/", follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([(LANDING, 302)], 404)
    assert "ask for a new invitation" in answer.content.decode()
    assert client.get("/desk/invitations/sign-up/")["Location"] == LANDING


def test_landing_without_a_link_opens_nothing(client: Client, secret: str) -> None:
    assert client.get(LANDING).status_code == 404


def test_person_with_the_address_joins(owner: Membership, secret: str) -> None:
    client = browser_of(stranger())
    assert "Bei EduCamp Hamburg mitmachen" in client.get(f"{LANDING}{secret}/", follow=True).content.decode()
    answer = client.post(act(secret, "accept"), follow=True)
    assert answer.redirect_chain == [("/desk/educamp/", 302)]
    assert "Willkommen. Du gehörst jetzt zu EduCamp Hamburg." in answer.content.decode()
    assert roles_in(owner) == {"owner@example.org": "owner", GUEST: "editor"}
    assert client.get(LANDING).status_code == 404


def test_person_with_another_address_is_told_what_to_do(owner: Membership, secret: str) -> None:
    client = browser_of(make_user("other@example.org", language="en"))
    page = client.get(f"{LANDING}{secret}/", follow=True).content.decode()
    assert "you are logged in as <strong>other@example.org</strong>" in page
    assert "/accept/" not in page
    answer = client.post(act(secret, "accept"))
    assert (answer.status_code, answer["Location"]) == (302, LANDING)
    assert list(roles_in(owner)) == ["owner@example.org"]


def test_changing_the_account_keeps_the_invitation(secret: str) -> None:
    client = browser_of(make_user("other@example.org", language="en"))
    client.get(f"{LANDING}{secret}/")
    answer = client.post("/desk/invitations/other-account/", follow=True)
    assert answer.redirect_chain == [(LANDING, 302)]
    assert not answer.context["user"].is_authenticated
    assert "EduCamp Hamburg" in answer.content.decode()


def test_stranger_who_accepts_is_led_to_the_login(client: Client, owner: Membership, secret: str) -> None:
    client.get(f"{LANDING}{secret}/")
    assert client.post(act(secret, "accept"))["Location"].startswith("/accounts/login/?next=")
    assert list(roles_in(owner)) == ["owner@example.org"]


def test_id_alone_opens_nothing(client: Client, owner: Membership, secret: str) -> None:
    assert client.post(act(secret, "decline")).status_code == 302
    other = browser_of(make_user("other@example.org"))
    other.post(act(secret, "decline"))
    other.post(act(secret, "accept"))
    assert (seen(secret) is not None, list(roles_in(owner))) == (True, ["owner@example.org"])


@pytest.mark.parametrize("has_account", [True, False])
def test_invitation_is_declined_with_the_link_alone(secret: str, has_account: bool) -> None:
    client = browser_of(stranger()) if has_account else Client()
    client.get(f"{LANDING}{secret}/")
    client.post(act(secret, "decline"))
    assert (seen(secret), client.get(LANDING).status_code) == (None, 404)


def test_sign_up_is_for_the_invited_address_whatever_is_sent(client: Client, secret: str) -> None:
    client.get(f"{LANDING}{secret}/")
    page = client.get("/desk/invitations/sign-up/?email=evil@example.org").content.decode()
    assert (f'value="{GUEST}"' in page, 'value="evil@example.org"' in page) == (True, False)
    sent = {"email": "evil@example.org", "password1": PASSWORD}
    assert client.post("/desk/invitations/sign-up/", sent)["Location"] == "/accounts/confirm-email/"
    assert list(EmailAddress.objects.exclude(email="owner@example.org").values_list("email", "verified")) == [
        (GUEST, False)
    ]


def test_sign_up_says_what_is_wrong(client: Client, secret: str) -> None:
    client.get(f"{LANDING}{secret}/")
    page = client.post("/desk/invitations/sign-up/", {"password1": "short"})
    assert list(page.context["form"].errors) == ["password1"]
    assert not User.objects.filter(email=GUEST).exists()


def test_sign_up_of_somebody_logged_in_leads_back(secret: str) -> None:
    client = browser_of(stranger())
    client.get(f"{LANDING}{secret}/")
    assert client.get("/desk/invitations/sign-up/")["Location"] == LANDING


def test_open_invitation_waits_where_organizations_are_chosen(owner: Membership, secret: str) -> None:
    client = browser_of(make_user(GUEST, language="en"))
    answer = client.get("/desk/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert ("EduCamp Hamburg invites you" in page, "Create your own" in page) == (True, True)
    assert client.post(act(secret, "accept"), follow=True).redirect_chain == [("/desk/educamp/", 302)]
    assert client.get("/desk/")["Location"] == "/desk/educamp/"


def test_choice_shows_no_invitation_of_somebody_else(secret: str) -> None:
    assert browser_of(make_user("other@example.org")).get("/desk/")["Location"] == "/desk/new/"


@pytest.mark.parametrize("count", [1, 3])
def test_choice_asks_as_often_for_three_as_for_one(
    secret: str, count: int, django_assert_num_queries: Any
) -> None:
    guest = stranger()
    for number in range(count):
        send(make_organization(f"Barcamp {number}"))
    client = browser_of(guest)
    client.get("/desk/")
    with django_assert_num_queries(12):
        client.get("/desk/")
