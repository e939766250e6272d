"""Members who try the API from the desk's docs page."""

import json
from typing import Any

import pytest
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from accounts.models import JournalEntry, Membership, Organization
from accounts.roles import Role
from accounts.scope import organization_scope
from api.sessions import HEADER
from tests.api.conftest import caller_of
from tests.api.operations import LIST
from tests.factories import NOW, make_campaign, make_member, make_organization

pytestmark = pytest.mark.django_db
NEW = {"languages": ["en"], "title": {"en": "A line, please"}}


class Member:
    """Somebody logged in, whose browser has a CSRF cookie."""

    def __init__(self, membership: Membership) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(membership.user)
        request = RequestFactory().get("/")
        self.token = get_token(request)
        self.client.cookies["csrftoken"] = request.META["CSRF_COOKIE"]

    def get(self, path: str, slug: str | None, **headers: str) -> Any:
        named = {} if slug is None else {HEADER: slug}
        return self.client.get(path, headers={**named, **headers})

    def post(self, path: str, body: Any, slug: str, **headers: str) -> Any:
        return self.client.post(
            path, json.dumps(body), content_type="application/json", headers={HEADER: slug, **headers}
        )


@pytest.fixture
def owner() -> Membership:
    return make_organization(slug="educamp")


def test_member_reads_what_a_token_reads(owner: Membership) -> None:
    make_campaign(owner, state="live")
    viewer = Member(make_member(owner.organization))
    theirs = viewer.get(LIST, "educamp")
    assert theirs.status_code == 200
    assert "RateLimit-Remaining" in theirs
    assert theirs.content == caller_of(owner).get(LIST).content
    assert viewer.get(LIST, "educamp", **{"If-None-Match": theirs["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("role", "reads_journal", "writes"),
    [(Role.VIEWER, 403, 403), (Role.EDITOR, 403, 201), (Role.OWNER, 200, 201)],
)
def test_members_may_what_their_role_may(
    owner: Membership, role: str, reads_journal: int, writes: int
) -> None:
    member = Member(make_member(owner.organization, role))
    made = member.post(LIST, NEW, "educamp", **{"X-CSRFToken": member.token})
    assert made.status_code == writes, made.content
    journal = member.get("/api/v1/journal/", "educamp")
    assert journal.status_code == reads_journal
    if reads_journal == 403:
        assert journal.json()["code"] == "forbidden"


def test_journal_remembers_the_member(owner: Membership) -> None:
    editor = make_member(owner.organization, Role.EDITOR)
    member = Member(editor)
    member.post(LIST, NEW, "educamp", **{"X-CSRFToken": member.token})
    with organization_scope(owner.organization_id):
        entry = JournalEntry.objects.latest("id")
    assert (entry.verb, entry.actor_kind, entry.actor_id) == ("campaign.created", "member", editor.user_id)


def test_nothing_is_changed_without_a_csrf_token(owner: Membership) -> None:
    member = Member(owner)
    refused = member.post(LIST, NEW, "educamp")
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert member.get(LIST, "educamp").json()["count"] == 0


def test_session_alone_is_worth_nothing(owner: Membership) -> None:
    answer = Member(owner).get(LIST, None)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize("slug", ["other-camp", "nobodys", ""])
def test_session_opens_no_other_organization(owner: Membership, slug: str) -> None:
    make_organization("Other Camp", slug="other-camp")
    answer = Member(owner).get(LIST, slug)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("change", [{"requires_second_factor": True}, {"erasure_due_at": NOW}])
def test_who_is_not_let_in_at_the_desk_is_not_here(owner: Membership, change: dict[str, Any]) -> None:
    member = Member(owner)
    with organization_scope(owner.organization_id):
        Organization.objects.filter(id=owner.organization_id).update(**change)
    assert member.get(LIST, "educamp").json()["code"] == "not_signed_in"


def test_token_counts_before_the_session(owner: Membership) -> None:
    other = caller_of(make_organization("Other Camp"))
    campaign = make_campaign(other.membership)
    answer = Member(owner).get(LIST, "educamp", Authorization=f"Bearer {other.secret}")
    assert [found["id"] for found in answer.json()["results"]] == [str(campaign.id)]


def test_docs_at_the_desk_are_for_members(owner: Membership) -> None:
    member, stranger = Member(owner), Member(make_organization("Other Camp"))
    page = member.client.get("/api/docs/educamp/")
    assert page.status_code == 200
    assert 'data-organization="educamp"' in page.content.decode()
    assert stranger.client.get("/api/docs/educamp/").status_code == 404
    assert Client().get("/api/docs/educamp/").status_code == 302
