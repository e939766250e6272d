"""The page with an organization's tokens."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.actors import actor_of
from accounts.models import ApiToken, Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from accounts.tokens.operations import InvalidToken, authenticate, issue_token
from candyplatform.base import clock
from tests.factories import make_member, make_organization

pytestmark = pytest.mark.django_db
PAGE = "/desk/educamp/tokens/"
SECRET = re.compile(r"candy_\w{34}_\w{6}")


@pytest.fixture
def owner() -> Membership:
    return make_organization(slug="educamp")


def login(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def test_new_token_is_shown_once_and_works(owner: Membership) -> None:
    client = login(owner)
    answer = client.post(PAGE, {"name": "Shop", "scopes": ["metrics:read"], "days": "90"})
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    secrets = set(SECRET.findall(answer.content.decode()))
    assert len(secrets) == 1
    found = authenticate(secrets.pop(), now=clock.now())
    assert (found.organization_id, found.scopes) == (owner.organization_id, frozenset({"metrics:read"}))
    with organization_scope(owner.organization_id):
        token = ApiToken.objects.get()
    assert token.expires_at == token.created_at + timedelta(days=90)
    again = client.get(PAGE).content.decode()
    assert (SECRET.findall(again), token.prefix in again) == ([], True)


def test_token_without_end(owner: Membership) -> None:
    login(owner).post(PAGE, {"name": "Shop", "scopes": ["metrics:read"], "days": "ever"})
    with organization_scope(owner.organization_id):
        assert ApiToken.objects.get().expires_at is None


def test_form_says_what_is_missing(owner: Membership) -> None:
    answer = login(owner).post(PAGE, {"name": "", "days": "90"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "name": ["This field is required."],
        "scopes": ["Choose at least one thing the token may do."],
    }
    unknown = login(owner).post(PAGE, {"name": "Shop", "scopes": ["campaigns:everything"], "days": "90"})
    assert (unknown.status_code, list(unknown.context["form"].errors)) == (422, ["scopes"])


def test_revoked_token_is_listed_and_opens_nothing(owner: Membership) -> None:
    issued = issue_token(actor=actor_of(owner), name="Shop", scopes=["metrics:read"], now=clock.now())
    client = login(owner)
    answer = client.post(f"{PAGE}{issued.token.id}/revoke/", follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "The token Shop is revoked." in answer.content.decode()
    assert [(row.token.id, row.is_usable) for row in answer.context["rows"]] == [(issued.token.id, False)]
    with pytest.raises(InvalidToken):
        authenticate(issued.secret, now=clock.now())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_page_is_for_owners(owner: Membership, role: Role) -> None:
    issued = issue_token(actor=actor_of(owner), name="Shop", scopes=["metrics:read"], now=clock.now())
    client = login(make_member(owner.organization, role))
    answers = [
        client.get(PAGE),
        client.post(PAGE, {"name": "Mine", "scopes": ["metrics:read"], "days": "ever"}),
        client.post(f"{PAGE}{issued.token.id}/revoke/"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert authenticate(issued.secret, now=clock.now()).token_id == issued.token.id


def test_page_of_another_organization_does_not_exist(owner: Membership) -> None:
    stranger = make_organization("Somebody else", slug="elsewhere")
    issued = issue_token(actor=actor_of(owner), name="Shop", scopes=["metrics:read"], now=clock.now())
    client = login(stranger)
    assert client.get(PAGE).status_code == 404
    assert client.post(f"/desk/elsewhere/tokens/{issued.token.id}/revoke/").status_code == 404
    assert authenticate(issued.secret, now=clock.now()).token_id == issued.token.id
