"""An organization's settings."""

import pytest
from django.test import Client

from accounts.models import JournalEntry, Membership, Organization, User
from accounts.roles import Role
from accounts.scope import organization_scope
from tests.factories import make_member, make_organization, make_user

pytestmark = pytest.mark.django_db
PAGE = "/desk/educamp/organization/"


@pytest.fixture
def owner() -> Membership:
    return make_organization(owner=make_user(language="en"), slug="educamp")


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_owner_changes_name_and_website_and_the_short_name_stays(owner: Membership) -> None:
    sent = {"name": "EduCamp  Kiel", "website": "educamp.example", "slug": "other"}
    answer = browser_of(owner.user).post(PAGE, sent, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    with organization_scope(owner.organization_id):
        assert Organization.objects.values_list("name", "website", "slug").get() == (
            "EduCamp Kiel",
            "https://educamp.example",
            "educamp",
        )
        edited = JournalEntry.objects.filter(verb="organization.edited")
        assert [entry.details for entry in edited] == [{"fields": ["name", "website"]}]
    browser_of(owner.user).post(PAGE, sent)
    with organization_scope(owner.organization_id):
        assert JournalEntry.objects.filter(verb="organization.edited").count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"name": ""}, "name"), ({"name": "!!!"}, "name"), ({"name": "X", "website": "::"}, "website")],
)
def test_settings_that_cannot_be_are_explained(owner: Membership, sent: dict[str, str], field: str) -> None:
    answer = browser_of(owner.user).post(PAGE, sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_others_see_it_and_change_nothing(owner: Membership, role: Role) -> None:
    client = browser_of(make_member(owner.organization, role, make_user(language="en")).user)
    page = client.get(PAGE).content.decode()
    assert ("Owners change its name" in page, "Leave EduCamp Hamburg" in page) == (True, True)
    assert ("id_name" in page, "API tokens" in page, "Hand it over" in page) == (False, False, False)
    assert client.post(PAGE, {"name": "Mine"}).status_code == 403
    with organization_scope(owner.organization_id):
        assert Organization.objects.get().name == "EduCamp Hamburg"


def test_settings_of_another_organization_do_not_exist(owner: Membership) -> None:
    assert browser_of(make_organization("Elsewhere").user).get(PAGE).status_code == 404
