"""The pages of leaving: what they say, what they ask for first, and what works meanwhile."""

import io
import json
import zipfile
from datetime import timedelta
from typing import cast

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from accounts.actors import actor_of
from accounts.leaving.organizations import ask_to_delete_organization
from accounts.leaving.people import ask_to_be_deleted
from accounts.models import Archive, JournalEntry, Membership, Organization, User
from accounts.roles import Role
from accounts.scope import organization_scope
from candyplatform.base import clock
from tests.accounts.leaving.conftest import LogIn, reauthenticate
from tests.factories import PASSWORD, make_campaign, make_member, make_organization, make_user
from tests.support.due_work import sweep_and_work, work_until_quiet

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNT, EXPORT = "/desk/account/delete/", "/desk/account/export/"
DESK = "/desk/educamp/organization"


@pytest.fixture
def owner() -> Membership:
    """The owner of the organization `educamp`."""
    return make_organization(slug="educamp", now=clock.now())


def erasure_of(membership: Membership) -> object:
    with organization_scope(membership.organization_id):
        return Organization.objects.get().erasure_due_at


def test_deleting_the_account_asks_for_the_password_first_and_logs_out(log_in: LogIn) -> None:
    person = make_user()
    client, elsewhere = log_in(person), log_in(person)
    assert "30 days" in client.get(ACCOUNT).content.decode()
    asked = client.post(ACCOUNT)
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.get(pk=person.pk).erasure_due_at is None
    done = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert "Goodbye" in done.content.decode()
    assert User.objects.get(pk=person.pk).erasure_due_at is not None
    for browser in (client, elsewhere):
        assert browser.get("/desk/").headers["Location"].startswith("/accounts/login/")


def test_logging_in_meanwhile_asks_and_nothing_else_works(owner: Membership, log_in: LogIn) -> None:
    make_member(owner.organization, Role.OWNER)
    ask_to_be_deleted(user=owner.user, now=clock.now())
    client = log_in(owner.user)
    for path in (
        "/desk/",
        "/desk/educamp/",
        "/desk/educamp/settings/",
        "/accounts/email/",
        "/admin/",
        "/desk/new/",
    ):
        answer = client.get(path)
        assert (path, answer.status_code, answer.headers["Location"]) == (path, 302, ACCOUNT)
    assert client.post("/desk/educamp/settings/", {"name": "X"}).headers["Location"] == ACCOUNT
    assert "Stay, or go?" in client.get(ACCOUNT).content.decode()
    assert client.get(EXPORT).status_code == 200
    assert client.post(ACCOUNT + "keep/").headers["Location"] == "/desk/"
    assert client.get("/desk/educamp/").status_code == 200


def test_public_pages_do_not_ask_who_reads_them(owner: Membership) -> None:
    answer = Client().get("/")
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_last_owner_sees_whom_to_hand_over_to(owner: Membership, log_in: LogIn) -> None:
    make_member(owner.organization, Role.EDITOR)
    client = log_in(owner.user)
    page = client.get(ACCOUNT)
    assert "You are the only owner here" in page.content.decode()
    assert "Delete my account" not in page.content.decode()
    reauthenticate(client, ACCOUNT)
    assert client.post(ACCOUNT).status_code == 409
    assert User.objects.get(pk=owner.user_id).erasure_due_at is None


def test_deleting_an_organization_asks_for_its_name_and_closes_the_desk(
    owner: Membership, log_in: LogIn
) -> None:
    client, viewer = log_in(owner.user), log_in(make_member(owner.organization).user)
    assert viewer.get(f"{DESK}/delete/").status_code == 403
    reauthenticate(client, f"{DESK}/delete/")
    assert client.post(f"{DESK}/delete/", {"short_name": "edu"}).status_code == 422
    assert erasure_of(owner) is None
    assert client.post(f"{DESK}/delete/", {"short_name": "educamp"}).status_code == 302
    assert erasure_of(owner) is not None
    for browser in (client, viewer):
        assert browser.get("/desk/educamp/").headers["Location"] == f"{DESK}/delete/"
        assert "will be deleted" in browser.get(f"{DESK}/delete/").content.decode()
    assert "Ask one" in viewer.get(f"{DESK}/delete/").content.decode()
    assert viewer.post(f"{DESK}/delete/keep/").status_code == 403
    assert client.post(f"{DESK}/delete/keep/").headers["Location"] == "/desk/educamp/"
    assert erasure_of(owner) is None


def test_page_of_a_leaving_organization_is_not_there_for_the_public(owner: Membership) -> None:
    make_campaign(owner, slug="netz", state="live", now=clock.now())
    assert Client().get("/educamp/netz/").status_code == 200
    ask_to_delete_organization(
        organization_id=owner.organization_id, short_name="educamp", actor=actor_of(owner), now=clock.now()
    )
    work_until_quiet()
    for path in ("/educamp/netz/", "/educamp/netz/wall/"):
        assert Client().get(path).status_code == 404
    assert "educamp" not in Client().get("/").content.decode()


@pytest.mark.parametrize(("here", "name"), [(f"{DESK}/export/", "educamp"), (EXPORT, "my-account")])
def test_archive_is_asked_for_watched_and_downloaded(
    owner: Membership, log_in: LogIn, here: str, name: str
) -> None:
    client = log_in(owner.user)
    assert client.post(here).headers["Location"] == here
    watched = client.get(here).content.decode()
    assert '<progress max="100" value="0"' in watched
    assert f'hx-get="{here}"' in watched
    part = client.get(here, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="archives"')
    assert "being made already" in client.post(here, follow=True).content.decode()
    assert sweep_and_work(kinds=("archive.build",)) == 1
    ready = client.get(here).content.decode()
    assert "hx-get" not in ready
    (path,) = [
        word.split('"')[0]
        for word in ready.split('href="')
        if word.startswith(here) and word[len(here)] != '"'
    ]
    answer = client.get(path)
    data = b"".join(cast("StreamingHttpResponse", answer).streaming_content)  # type: ignore[arg-type]  # not asynchronous
    assert answer.headers["Content-Length"] == str(len(data))
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{name}-')
    assert "no-store" in answer.headers["Cache-Control"]
    assert json.loads(zipfile.ZipFile(io.BytesIO(data)).read("manifest.json"))["format"] == 1
    with organization_scope(owner.organization_id):
        assert JournalEntry.objects.filter(verb="archive.taken").count() == (here != EXPORT)
    with travel(clock.now() + timedelta(days=8)):
        sweep_and_work(kinds=("archive.expire",))
    assert log_in(owner.user).get(path).status_code == 404


def test_nobody_downloads_anothers_archive(owner: Membership, log_in: LogIn) -> None:
    client = log_in(owner.user)
    for here in (f"{DESK}/export/", EXPORT):
        client.post(here)
    assert sweep_and_work(kinds=("archive.build",)) == 2
    with organization_scope(owner.organization_id):
        archive = Archive.objects.get()
    other = make_organization("Other", slug="other")
    editor = make_member(owner.organization, Role.EDITOR)
    assert log_in(editor.user).get(f"{DESK}/export/{archive.id}/").status_code == 403
    stranger = log_in(other.user)
    for path in (
        f"{DESK}/export/{archive.id}/",
        f"/desk/other/organization/export/{archive.id}/",
        f"{EXPORT}{archive.id}/",
    ):
        assert stranger.get(path).status_code == 404
    assert Client().get(f"{DESK}/export/{archive.id}/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_as_often_however_much_there_is(
    owner: Membership, log_in: LogIn, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = log_in(owner.user)
    for _ in range(count):
        for here in (f"{DESK}/export/", EXPORT):
            client.post(here)
        sweep_and_work(kinds=("archive.build",))
        make_member(owner.organization, Role.OWNER)
    pages = {f"{DESK}/export/": 10, EXPORT: 8, f"{DESK}/delete/": 9, ACCOUNT: 10}
    for path, queries in pages.items():
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200
