"""The way to one's desk, and one's own settings."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Membership, User
from accounts.queries import memberships_of
from accounts.scope import organization_scope
from tests.factories import PASSWORD, make_member, make_organization, make_user

pytestmark = pytest.mark.django_db


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_first_login_leads_to_founding_an_organization() -> None:
    user, client = make_user("new@example.org"), Client()
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/desk/", 302), ("/desk/new/", 302)]
    assert "Create your organization" in answer.content.decode()


def test_strangers_are_led_to_the_login() -> None:
    for path in ("/desk/", "/desk/new/"):
        assert Client().get(path)["Location"] == f"/accounts/login/?next={path}"


def test_founder_owns_the_organization_and_sees_its_empty_desk() -> None:
    user = make_user()
    answer = browser_of(user).post(
        "/desk/new/", {"name": "EduCamp  Hamburg", "website": "educamp.example"}, follow=True
    )
    assert answer.redirect_chain == [("/desk/educamp-hamburg/", 302)]
    assert "No candystorm yet" in answer.content.decode()
    (membership,) = memberships_of(user)
    assert (membership.role, membership.organization.website) == ("owner", "https://educamp.example")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "This field is required."),
        ({"name": "!!!"}, "Give a name with at least one letter or digit."),
        ({"name": "EduCamp", "slug": "taken"}, "This short name is taken."),
        (
            {"name": "EduCamp", "slug": "Admin"},
            "This short name is kept for the platform. Choose another one.",
        ),
        ({"name": "Desk"}, "This short name is taken."),
    ],
)
def test_organization_that_cannot_be_is_explained(sent: dict[str, str], sentence: str) -> None:
    make_organization("Taken", slug="taken")
    user = make_user()
    answer = browser_of(user).post("/desk/new/", sent)
    assert (answer.status_code, memberships_of(user)) == (422, [])
    assert sentence in answer.content.decode()


def test_desk_is_the_only_organizations_or_a_choice() -> None:
    first = make_organization("Barcamp", slug="barcamp")
    client = browser_of(first.user)
    assert client.get("/desk/")["Location"] == "/desk/barcamp/"
    make_member(make_organization("EduCamp", slug="educamp").organization, "viewer", first.user)
    make_organization("Foreign", slug="foreign")
    page = client.get("/desk/").content.decode()
    assert ("/desk/barcamp/" in page, "/desk/educamp/" in page, "/desk/foreign/" in page) == (
        True,
        True,
        False,
    )
    assert "Viewer" in page


@pytest.fixture
def owner() -> Membership:
    return make_organization(owner=make_user(language="en"), slug="educamp")


def test_member_changes_language_time_zone_and_digest(owner: Membership) -> None:
    client = browser_of(owner.user)
    wishes = {"name": "Ada", "language": "de", "time_zone": "Europe/Lisbon"}
    answer = client.post("/desk/educamp/settings/", wishes)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/educamp/settings/")
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"
    user = User.objects.get(pk=owner.user_id)
    assert (user.name, user.language, user.time_zone) == ("Ada", "de", "Europe/Lisbon")
    with organization_scope(owner.organization_id):
        assert Membership.objects.get().wants_digest is False
    page = client.get("/desk/educamp/settings/")
    assert page["Content-Language"] == "de"
    client.post("/desk/educamp/settings/", {**wishes, "wants_digest": "on"})
    with organization_scope(owner.organization_id):
        assert Membership.objects.get().wants_digest is True


def test_settings_that_cannot_be_are_explained(owner: Membership) -> None:
    answer = browser_of(owner.user).post(
        "/desk/educamp/settings/", {"language": "fr", "time_zone": "Mars/Olympus"}
    )
    assert answer.status_code == 422
    user = User.objects.get(pk=owner.user_id)
    assert (user.language, user.time_zone) == ("en", "Europe/Berlin")


def test_digest_is_a_members_own_wish(owner: Membership) -> None:
    editor = make_member(owner.organization, "editor")
    browser_of(editor.user).post("/desk/educamp/settings/", {"language": "en", "time_zone": "Europe/Berlin"})
    with organization_scope(owner.organization_id):
        wishes = dict(Membership.objects.values_list("role", "wants_digest"))
    assert wishes == {"owner": True, "editor": False}


def test_settings_are_hidden_from_others_and_from_strangers(owner: Membership) -> None:
    address = "/desk/educamp/settings/"
    assert browser_of(make_organization("Barcamp").user).get(address).status_code == 404
    assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"


def test_desk_speaks_the_persons_language_whatever_the_browser_chose(owner: Membership) -> None:
    client = browser_of(make_member(owner.organization, "viewer", make_user(language="de")).user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get("/desk/educamp/settings/", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "de"


def test_language_switch_is_the_persons_own_from_then_on(owner: Membership) -> None:
    client = browser_of(owner.user)
    answer = client.post("/i18n/setlang/", {"language": "de", "next": "/desk/educamp/settings/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/educamp/settings/")
    owner.user.refresh_from_db()
    assert owner.user.language == "de"
    assert client.get("/desk/educamp/settings/").headers["Content-Language"] == "de"
    assert client.get("/desk/educamp/settings/").context["form"]["language"].value() == "de"


def test_unknown_language_is_nobodys(owner: Membership) -> None:
    browser_of(owner.user).post("/i18n/setlang/", {"language": "xx"})
    owner.user.refresh_from_db()
    assert owner.user.language == "en"


def test_language_switch_needs_no_person(client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "de"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"
