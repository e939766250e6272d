"""Where somebody is logged in: shown, and ended."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from candyplatform.base import clock
from tests.factories import PASSWORD, make_organization, make_user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def browser(person: User, user_agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": user_agent})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/desk/new/").status_code == 200


@pytest.fixture
def person() -> User:
    return make_user("ada@example.org")


def test_browsers_are_listed_this_one_first(person: User) -> None:
    laptop = browser(person)
    browser(person, PHONE)
    browser(make_user())
    visits = laptop.get(PAGE).context["visits"]
    assert [(visit.browser, visit.ip, visit.is_this_one) for visit in visits] == [
        ("Firefox on Linux", "127.0.0.1", True),
        ("Safari on iPhone", "127.0.0.1", False),
    ]


def test_signing_out_everywhere_leaves_this_browser_only(person: User) -> None:
    laptop, phone, tablet, other = browser(person), browser(person), browser(person), browser(make_user())
    answer = laptop.post(PAGE, follow=True)
    assert "You are logged out in 2 other browsers." in answer.content.decode()
    assert [is_in(client) for client in (laptop, phone, tablet, other)] == [True, False, False, True]
    assert phone.get("/desk/")["Location"] == "/accounts/login/?next=/desk/"
    assert UserSession.objects.filter(user=person).count() == 1
    assert Session.objects.count() == 2


def test_one_browser_is_ended_and_nobody_elses(person: User) -> None:
    laptop, phone, stranger = browser(person), browser(person, PHONE), browser(make_user())
    own = next(visit.id for visit in laptop.get(PAGE).context["visits"] if not visit.is_this_one)
    foreign = UserSession.objects.exclude(user=person).get().pk
    for visit_id in (own, foreign, 10**9):
        assert laptop.post(f"{PAGE}{visit_id}/end/")["Location"] == PAGE
    assert [is_in(client) for client in (laptop, phone, stranger)] == [True, False, True]


def test_ended_sessions_are_not_shown(person: User) -> None:
    laptop = browser(person)
    browser(person)
    for_good = browser(person)
    for_good.post("/accounts/logout/")
    Session.objects.exclude(session_key=laptop.session.session_key).update(expire_date=clock.now())
    assert len(laptop.get(PAGE).context["visits"]) == 1
    assert UserSession.objects.count() == 1


def test_password_that_is_changed_ends_the_others_and_the_list_says_so(person: User) -> None:
    laptop, phone = browser(person), browser(person)
    new = "another-long-password"
    answer = laptop.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer["Location"] == "/accounts/"
    assert len(laptop.get(PAGE).context["visits"]) == 1
    assert [is_in(client) for client in (laptop, phone)] == [True, False]


@pytest.mark.parametrize("others", [0, 2])
def test_list_costs_the_same_however_long(
    person: User, others: int, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    laptop = browser(person)
    for _ in range(others):
        browser(person)
    with django_assert_num_queries(4):  # session, person, visits, which of them are alive
        laptop.get(PAGE)


def test_use_is_noted_every_ten_minutes_where_it_comes_from(person: User) -> None:
    client = browser(person)
    noted = UserSession.objects.get()
    client.get("/desk/new/", headers={"user-agent": PHONE})
    assert UserSession.objects.get().last_seen_at == noted.last_seen_at
    session = client.session
    session["noted_at"] -= timedelta(minutes=10).total_seconds()
    session.save()
    client.get("/desk/new/", headers={"user-agent": PHONE}, REMOTE_ADDR="203.0.113.9")
    seen = UserSession.objects.get()
    assert (seen.user_agent, seen.ip, seen.created_at) == (PHONE, "203.0.113.9", noted.created_at)
    assert seen.last_seen_at > noted.last_seen_at


def test_session_from_before_sessions_were_noted_is_noted_when_it_is_used(person: User) -> None:
    client = Client()
    client.force_login(person)
    session = client.session
    del session["noted_at"]
    session.save()
    assert not UserSession.objects.exists()
    client.get("/desk/new/")
    assert UserSession.objects.get().session_key == client.session.session_key


def test_public_pages_note_nobody(person: User) -> None:
    make_organization("EduCamp", slug="educamp")
    client = browser(person)
    session = client.session
    session["noted_at"] = 0
    session.save()
    answer = client.get("/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert client.session["noted_at"] == 0
