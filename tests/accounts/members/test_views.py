"""The page of members, and the acts on it."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from accounts.scope import organization_scope
from tests.accounts.members.support import GUEST, roles_in, send, stranger
from tests.factories import make_member, make_organization, make_user

pytestmark = pytest.mark.django_db
PAGE = "/desk/educamp/members/"


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invited_by(owner: Membership) -> list[str]:
    with organization_scope(owner.organization_id):
        return list(Invitation.objects.order_by("email").values_list("email", flat=True))


def wishes(emails: str, role: str = "viewer", days: str = "7") -> dict[str, str]:
    return {"emails": emails, "role": role, "days": days}


def test_owner_sees_addresses_invitations_and_acts(owner: Membership) -> None:
    make_member(owner.organization, "editor", stranger())
    send(owner, "new@example.org")
    page = browser_of(owner.user).get(PAGE).content.decode()
    shown = ("Greta", GUEST, "new@example.org", "Hand over to Greta", "Remove Greta", "Send the invitations")
    assert [text for text in shown if text not in page] == []
    assert "You are the only owner" in page


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_others_see_names_and_roles_only(owner: Membership, role: Role) -> None:
    member = make_member(owner.organization, role, make_user("member@example.org", language="en"))
    send(owner, "new@example.org")
    page = browser_of(member.user).get(PAGE).content.decode()
    assert ("Olga" in page, "Owner" in page, "Leave EduCamp Hamburg" in page) == (True, True, True)
    hidden = ("@example.org", "Invite people", "/role/", "/remove/", "/transfer/", "/resend/")
    assert [text for text in hidden if text in page] == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_acts_are_the_owners(owner: Membership, role: Role) -> None:
    member = make_member(owner.organization, role)
    (invitation,) = send(owner)
    client = browser_of(member.user)
    answers = [
        client.post(PAGE, wishes("more@example.org")),
        client.post(f"{PAGE}{member.pk}/role/", {"role": "owner"}),
        client.post(f"{PAGE}{owner.pk}/remove/"),
        client.post(f"{PAGE}{member.pk}/transfer/"),
        client.post(f"{PAGE}invitations/{invitation.id}/resend/"),
        client.post(f"{PAGE}invitations/{invitation.id}/revoke/"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 6
    assert (roles_in(owner)[member.user.email], invited_by(owner)) == (role, [GUEST])


def test_page_of_another_organization_does_not_exist(owner: Membership) -> None:
    elsewhere = make_organization("Elsewhere", slug="elsewhere")
    (invitation,) = send(owner)
    client = browser_of(elsewhere.user)
    assert client.get(PAGE).status_code == 404
    for act in (f"{owner.pk}/remove/", f"{owner.pk}/transfer/", f"invitations/{invitation.id}/revoke/"):
        answer = client.post(f"/desk/elsewhere/members/{act}", follow=True)
        assert answer.redirect_chain == [("/desk/elsewhere/members/", 302)]
    assert (len(roles_in(owner)), invited_by(owner)) == (1, [GUEST])


def test_invitations_are_sent_and_said(owner: Membership) -> None:
    answer = browser_of(owner.user).post(
        PAGE, wishes("a@example.org, b@example.org\nc@example.org"), follow=True
    )
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "3 invitations are on their way." in answer.content.decode()
    assert invited_by(owner) == ["a@example.org", "b@example.org", "c@example.org"]


def test_lines_that_cannot_be_stay_in_the_form_with_their_reasons(owner: Membership) -> None:
    answer = browser_of(owner.user).post(
        PAGE, wishes("a@example.org\nnonsense\nowner@example.org", "owner", "30")
    )
    assert answer.status_code == 422
    form = answer.context["form"]
    assert (form["emails"].value(), form["role"].value(), form["days"].value()) == (
        "nonsense\nowner@example.org",
        "owner",
        "30",
    )
    assert form.errors == {
        "emails": [
            "nonsense: This is no mail address.",
            "owner@example.org: This person belongs to the organization already.",
        ]
    }
    assert "1 invitation is on its way." in answer.content.decode()
    assert invited_by(owner) == ["a@example.org"]


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({}, ["emails", "role", "days"]),
        (wishes(" , \n"), ["emails"]),
        (wishes("\n".join(f"a{number}@example.org" for number in range(21))), ["emails"]),
        (wishes("a@example.org", "king"), ["role"]),
        (wishes("a@example.org", days="365"), ["days"]),
    ],
)
def test_form_says_what_is_missing_and_keeps_what_was_typed(
    owner: Membership, sent: dict[str, str], fields: list[str]
) -> None:
    answer = browser_of(owner.user).post(PAGE, sent)
    assert (answer.status_code, list(answer.context["form"].errors), invited_by(owner)) == (422, fields, [])
    assert answer.context["form"]["emails"].value() == sent.get("emails")


def test_acts_of_an_owner(owner: Membership) -> None:
    member = make_member(owner.organization, "viewer", stranger())
    (invitation,) = send(owner, "new@example.org")
    client = browser_of(owner.user)

    def said_after(act: str, sent: dict[str, str] | None = None) -> str:
        page = client.post(f"{PAGE}{act}", sent or {}, follow=True).content.decode()
        return " ".join(re.findall(r'data-tone="\w+">.*?<p>(.*?)</p></li>', page, re.DOTALL))

    assert said_after(f"{member.pk}/role/", {"role": "editor"}) == "The role is changed."
    assert said_after(f"{member.pk}/role/", {"role": "king"}) == "Choose a role from the list."
    assert said_after(f"{owner.pk}/role/", {"role": "viewer"}).startswith("The organization needs an owner.")
    assert said_after("leave/").startswith("The organization needs an owner.")
    assert said_after(f"invitations/{invitation.id}/resend/").startswith("A new mail is on its way.")
    assert said_after(f"invitations/{invitation.id}/revoke/").startswith("The invitation is withdrawn.")
    assert said_after(f"invitations/{invitation.id}/revoke/").startswith(
        "This invitation is not open any more."
    )
    assert said_after(f"{member.pk}/transfer/").startswith("The organization is handed over.")
    assert roles_in(owner) == {"owner@example.org": "editor", GUEST: "owner"}


def test_who_leaves_comes_to_what_is_left(owner: Membership) -> None:
    member = make_member(owner.organization, "viewer", make_user("member@example.org", language="en"))
    answer = browser_of(member.user).post(f"{PAGE}leave/", follow=True)
    assert answer.redirect_chain == [("/desk/", 302), ("/desk/new/", 302)]
    assert "You do not belong to EduCamp Hamburg any more." in answer.content.decode()
    assert browser_of(member.user).get(PAGE).status_code == 404


def test_acts_are_posted(owner: Membership) -> None:
    (invitation,) = send(owner)
    client = browser_of(owner.user)
    ours = ("leave/", f"{owner.pk}/role/", f"{owner.pk}/remove/", f"{owner.pk}/transfer/")
    theirs = (f"invitations/{invitation.id}/resend/", f"invitations/{invitation.id}/revoke/")
    assert [client.get(f"{PAGE}{act}").status_code for act in ours + theirs] == [405] * 6


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_often_for_three_as_for_one(
    owner: Membership, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_member(owner.organization, "editor")
        send(owner, f"a{number}@example.org")
    make_organization("Another", owner=owner.user)
    client = browser_of(owner.user)
    client.get(PAGE)
    with django_assert_num_queries(13):
        client.get(PAGE)


def test_header_switches_between_organizations(owner: Membership) -> None:
    make_organization("Barcamp Ruhr", owner=owner.user, slug="barcamp")
    make_organization("Foreign", slug="foreign")
    page = browser_of(owner.user).get("/desk/educamp/").content.decode()
    menu = page[page.index('<details class="switch">') : page.index("</details>")]
    assert re.findall(r'href="(/desk/[^"]*)"', menu) == [
        "/desk/educamp/members/",
        "/desk/educamp/organization/",
        "/desk/educamp/tokens/",
        "/desk/barcamp/",
        "/desk/new/",
    ]


def test_header_shows_owners_matters_to_owners_only(owner: Membership) -> None:
    member = make_member(owner.organization, "editor")
    page = browser_of(member.user).get("/desk/educamp/").content.decode()
    assert ("/desk/educamp/members/" in page, "/desk/educamp/tokens/" in page) == (True, False)
