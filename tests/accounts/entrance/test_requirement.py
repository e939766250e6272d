"""An organization that asks its people for a second factor."""

import pytest
from django.test import Client

from accounts.actors import Actor, actor_of
from accounts.entrance.operations import SecondFactorFirst, require_second_factor
from accounts.models import JournalEntry, Membership, Organization
from accounts.roles import Role
from accounts.scope import organization_scope
from candyplatform.base import clock
from candyplatform.base.errors import Forbidden
from tests.factories import log_in_with_second_factor, make_member, make_organization, make_user

pytestmark = pytest.mark.django_db
DESK, SWITCH, PLACE = (
    "/desk/educamp/",
    "/desk/educamp/organization/second-factor/",
    "/desk/educamp/organization/",
)


@pytest.fixture
def owner() -> Membership:
    return make_organization(owner=make_user(name="Ada"), slug="educamp")


def plain(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def strong(membership: Membership) -> Client:
    return log_in_with_second_factor(Client(), membership.user)


def is_required(owner: Membership) -> bool:
    with organization_scope(owner.organization_id):
        return Organization.objects.get().requires_second_factor


def require(owner: Membership, *, required: bool = True, by: Actor | None = None) -> None:
    actor = by or Actor(**{**vars(actor_of(owner)), "used_second_factor": True})
    require_second_factor(
        organization_id=owner.organization_id, required=required, actor=actor, now=clock.now()
    )


def test_owner_with_a_second_factor_asks_everybody_and_lets_it_be_again(owner: Membership) -> None:
    client = strong(owner)
    page = client.post(SWITCH, {"required": "on"}, follow=True)
    assert page.redirect_chain == [(PLACE, 302)]
    assert "Everybody here needs a second factor now." in page.content.decode()
    client.post(SWITCH, {"required": "on"})
    assert is_required(owner)
    client.post(SWITCH)
    assert not is_required(owner)
    with organization_scope(owner.organization_id):
        entries = JournalEntry.objects.filter(verb__contains="second_factor").order_by("id")
        assert [(entry.verb, entry.actor_id) for entry in entries] == [
            ("organization.second_factor_required", owner.user_id),
            ("organization.second_factor_optional", owner.user_id),
        ]


def test_owner_without_one_is_led_to_their_own_first(owner: Membership) -> None:
    answer = plain(owner).post(SWITCH, {"required": "on"})
    assert answer["Location"] == "/accounts/second-factor/?next=%2Fdesk%2Feducamp%2Forganization%2F"
    assert not is_required(owner)
    with pytest.raises(SecondFactorFirst):
        require(owner, by=actor_of(owner))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_switch_is_the_owners(owner: Membership, role: Role) -> None:
    member = make_member(owner.organization, role)
    client = strong(member)
    assert client.post(SWITCH, {"required": "on"}).status_code == 403
    assert "organization/second-factor" not in client.get(PLACE).content.decode()
    with pytest.raises(Forbidden):
        require(owner, by=Actor(**{**vars(actor_of(member)), "used_second_factor": True}))
    assert not is_required(owner)


def test_switch_of_another_organization_is_not_there(owner: Membership) -> None:
    stranger = strong(make_organization("Somebody else", slug="elsewhere"))
    assert stranger.post(SWITCH, {"required": "on"}).status_code == 404
    assert not is_required(owner)


def test_desk_is_closed_to_members_without_one_and_says_how_to_open_it(owner: Membership) -> None:
    require(owner)
    member = make_member(owner.organization, Role.EDITOR, make_user(language="de"))
    client = plain(member)
    answer = client.get(f"{DESK}?a=b")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert (answer["Content-Language"], "no-cache" in answer["Cache-Control"]) == ("de", True)
    assert 'href="/accounts/second-factor/?next=%2Fdesk%2Feducamp%2F%3Fa%3Db"' in page
    assert owner.organization.name in page
    assert client.post(PLACE, {"language": "en", "time_zone": "Europe/Berlin"}).status_code == 403
    assert client.get("/desk/?choose").status_code == 200


def test_desk_opens_to_a_session_that_used_one(owner: Membership) -> None:
    require(owner)
    member = make_member(owner.organization, Role.VIEWER)
    before, after = plain(member), strong(member)
    assert [client.get(DESK).status_code for client in (before, after)] == [403, 200]


def test_other_organizations_of_the_member_stay_open(owner: Membership) -> None:
    require(owner)
    make_organization("Barcamp", owner=owner.user, slug="barcamp")
    client = plain(owner)
    assert [client.get(f"/desk/{slug}/").status_code for slug in ("educamp", "barcamp")] == [403, 200]


def test_stranger_learns_nothing_of_the_wish(owner: Membership) -> None:
    require(owner)
    assert plain(make_organization("Somebody else")).get(DESK).status_code == 404
