"""From the invitation to the desk: somebody new on a phone in German, somebody known at a desktop in English."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import Membership, User
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import follow, give_password, log_in
from tests.factories import PASSWORD, make_organization, make_user
from tests.support.due_work import work_until_quiet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GUEST = "guest@example.org"


@pytest.fixture
def owner() -> Membership:
    return make_organization(
        "EduCamp e. V.", make_user("owner@example.org", name="Olga", language="en"), slug="educamp"
    )


def check(page: Page) -> None:
    """Nothing to say about the page, with everything unfolded."""
    for summary in page.locator("main summary").all():
        summary.click()
    assert not is_wider_than_its_window(page)
    assert findings(page) == []


def invite(visitor: Visitor) -> str:
    """An owner invites the guest; returns the link that is mailed."""
    with visitor.visit(viewport=DESKTOP) as page:
        log_in(page, "owner@example.org", then="/desk/educamp/members/")
        page.get_by_label("E-mail addresses").fill(f"{GUEST}\nnonsense")
        page.get_by_role("radio", name="Viewer").check()
        page.get_by_role("button", name="Send the invitations").click()
        expect(page.get_by_text("1 invitation is on its way.")).to_be_visible()
        expect(page.get_by_label("E-mail addresses")).to_have_value("nonsense")
        expect(page.get_by_text("nonsense: This is no mail address.")).to_be_visible()
        expect(page.locator("#invitations")).to_contain_text(GUEST)
        check(page)
    return link_to(GUEST, "/desk/invitations/")


def link_to(reader: str, place: str) -> str:
    work_until_quiet()
    letter = next(
        letter for letter in reversed(mail.outbox) if letter.to == [reader] and place in letter.body
    )
    (link,) = set(re.findall(rf"http://[^\s/]+{place}\S+", str(letter.body)))
    return str(link)


def test_somebody_new_comes_from_the_invitation_to_the_desk_on_a_phone(
    visitor: Visitor, owner: Membership
) -> None:
    link = invite(visitor)
    with visitor.visit(viewport=PHONE, language="de") as page:
        page.goto(link)
        secret = link.split("/")[-2]
        assert secret not in page.url
        assert secret not in page.content()
        expect(page.get_by_role("heading", level=1)).to_have_text("Du bist eingeladen.")
        check(page)
        page.get_by_role("link", name="Konto anlegen").click()
        expect(page.get_by_label("E-Mail-Adresse")).to_have_value(GUEST)
        check(page)
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Konto anlegen").click()
        page.wait_for_url("**/confirm-email/")
        page.goto(link_to(GUEST, "/accounts/confirm-email/"))
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/desk/invitations/")
        check(page)
        page.get_by_role("button", name="Bei EduCamp e. V. mitmachen").click()
        page.wait_for_url("**/desk/educamp/")
        expect(page.get_by_text("Willkommen. Du gehörst jetzt zu EduCamp e. V.")).to_be_visible()
        page.locator(".switch summary").click()
        assert not is_wider_than_its_window(page)
        page.get_by_role("link", name="Mitglieder").click()
        expect(page.locator(".people")).to_contain_text("Olga")
        expect(page.locator(".people")).to_contain_text("Nur lesen")
        check(page)
        page.goto("/desk/educamp/organization/")
        check(page)
    assert User.objects.get(email=GUEST).language == "de"


def test_somebody_known_comes_from_the_invitation_to_the_desk_at_a_desktop(
    visitor: Visitor, owner: Membership
) -> None:
    make_organization("Barcamp Ruhr", make_user(GUEST, language="en"), slug="barcamp")
    link = invite(visitor)
    with visitor.visit(viewport=DESKTOP) as page:
        page.goto(link)
        follow(page.get_by_role("link", name="Log in"))
        give_password(page, GUEST)
        page.wait_for_url("**/desk/invitations/")
        check(page)
        page.get_by_role("button", name="Join EduCamp e. V.").click()
        page.wait_for_url("**/desk/educamp/")
        page.goto("/desk/educamp/members/")
        page.locator(".switch summary").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Barcamp Ruhr")).to_be_visible()
        assert findings(page) == []
        page.get_by_role("link", name="Barcamp Ruhr").press("Enter")
        page.wait_for_url("**/desk/barcamp/")


def test_somebody_else_is_kept_out_and_finds_the_way(visitor: Visitor, owner: Membership) -> None:
    make_user("other@example.org", language="en")
    make_user(GUEST, language="en")
    link = invite(visitor)
    with visitor.visit(viewport=PHONE, scripts=False) as page:
        log_in(page, "other@example.org")
        page.goto(link)
        expect(page.get_by_text("you are logged in as other@example.org")).to_be_visible()
        expect(page.get_by_role("button", name="Join")).to_have_count(0)
        follow(page.get_by_role("button", name="Log out and go on"))
        follow(page.get_by_role("link", name="Log in"))
        give_password(page, GUEST)
        page.get_by_role("button", name="Join EduCamp e. V.").click()
        page.wait_for_url("**/desk/educamp/")
