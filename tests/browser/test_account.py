"""What guards an account, in a browser with a device that makes passkeys: Chromium's virtual authenticator."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.entrance.app_codes import code_of, set_up_app
from accounts.entrance.operations import require_second_factor
from accounts.models import User
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import follow, log_in
from tests.factories import PASSWORD, make_organization, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "ada@example.org"


@pytest.fixture
def person() -> User:
    return make_user(EMAIL, name="Ada", language="en")


def has_device(page: Page) -> None:
    """Plug a device in that knows its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def give_password(page: Page) -> None:
    """Once more, on the way to something that asks for it."""
    page.locator("input[name=password]").fill(PASSWORD)
    follow(page.locator("main form:has(input[name=password]) button[type=submit]").first)


def create_passkey(page: Page) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    give_password(page)
    page.locator("#passkey_add").click()
    page.wait_for_url("**/recovery-codes/")


def test_passkey_is_created_and_opens_the_door_alone(visitor: Visitor, person: User) -> None:
    with visitor.visit() as page:
        has_device(page)
        log_in(page, EMAIL, then="/accounts/")
        create_passkey(page)
        expect(page.get_by_text("Your passkey is ready.")).to_be_visible()
        follow(page.locator("header button:has-text('Log out')"))
        page.goto("/accounts/login/?next=/accounts/sessions/")
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("heading", name="Where you are logged in")).to_be_visible()
        # It was a second factor, too: nothing more is asked on the way by one.
        page.goto("/accounts/second-factor/?next=/accounts/sessions/")
        assert page.url.endswith("/accounts/sessions/")


def test_passkey_is_the_second_step_after_the_password(visitor: Visitor, person: User) -> None:
    with visitor.visit() as page:
        has_device(page)
        log_in(page, EMAIL, then="/accounts/")
        create_passkey(page)
        follow(page.locator("header button:has-text('Log out')"))
        log_in(page, EMAIL, then="/accounts/")
        page.wait_for_url("**/2fa/authenticate/")
        page.get_by_role("button", name="Use your passkey").click()
        page.wait_for_url("**/accounts/")
        expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_passkey_is_renamed_and_removed_after_it_was_used(visitor: Visitor, person: User) -> None:
    with visitor.visit() as page:
        has_device(page)
        log_in(page, EMAIL, then="/accounts/")
        create_passkey(page)
        page.goto("/accounts/2fa/webauthn/")
        page.get_by_role("link", name="Rename Passkey").click()
        page.locator("input[name=name]").fill("Laptop")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Remove Laptop").click()
        page.get_by_role("button", name="Remove it").click()
        expect(page.get_by_text("The passkey is removed.")).to_be_visible()


def test_passkey_that_does_not_come_is_explained_and_enter_asks_for_it(
    visitor: Visitor, person: User
) -> None:
    with visitor.visit() as page:
        # A device that never answers: the browser gives up at once.
        page.add_init_script(
            "navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
        )
        log_in(page, EMAIL, then="/accounts/")
        page.goto("/accounts/2fa/webauthn/add/")
        give_password(page)
        trouble = page.get_by_text("That did not work, or was broken off.")
        expect(trouble).to_be_hidden()
        page.locator("input[name=name]").press("Enter")
        expect(trouble).to_be_visible()
        assert page.url.endswith("/accounts/2fa/webauthn/add/")


def test_app_is_set_up_by_its_picture_on_the_way_to_an_organization_that_asks_for_one(
    visitor: Visitor, person: User
) -> None:
    membership = make_organization(owner=person, slug="educamp")
    with visitor.visit() as page:
        log_in(page, EMAIL, then="/desk/educamp/organization/")
        page.get_by_role("button", name="Ask everybody for one").click()
        page.get_by_role("link", name="Set up an app").click()
        give_password(page)
        assert page.locator("img.qr").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        page.get_by_text("No camera?").click()
        secret = page.locator("code.secret").inner_text()
        page.locator("input[name=code]").fill(_shown_for(secret))
        page.get_by_role("button", name="Turn codes on").click()
        page.get_by_role("link", name="On with my second factor").click()
        page.locator("input[name=code]").fill(code_of(membership.user, now=clock.now()))
        page.get_by_role("button", name="Yes, it is me").click()
        page.wait_for_url("**/desk/educamp/organization/")
        page.get_by_role("button", name="Ask everybody for one").click()
        expect(page.get_by_text("Everybody here needs a second factor now.")).to_be_visible()


def _shown_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30)))


# --- How it looks ----------------------------------------------------------------------------------------------------

INSIDE = [
    "/accounts/",
    "/accounts/sessions/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/second-factor/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/reauthenticate/",
    "/desk/educamp/settings/",
]
OUTSIDE = ["/accounts/login/", "/accounts/login/code/", "/dev/code/"]


def look_at(page: Page, addresses: Sequence[str]) -> list[object]:
    """What axe finds on the pages in both themes, and which are too wide."""
    found: list[object] = []
    for address in addresses:
        answer = page.goto(address)
        assert answer, address
        assert answer.status == 200, address
        found += [(address, *finding) for finding in findings(page)]
        found += [(address, "too wide")] if is_wider_than_its_window(page) else []
    return found


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_account_pages_are_for_everybody(
    visitor: Visitor, settings: Settings, viewport: ViewportSize
) -> None:
    settings.DEBUG = True
    person = make_user(EMAIL, language="de")
    make_organization(owner=person, slug="educamp")
    with visitor.visit(viewport=viewport, language="de") as page:
        assert look_at(page, OUTSIDE) == []
        page.goto("/accounts/login/code/")
        page.locator("input[name=email]").fill(EMAIL)
        follow(page.locator("main button[type=submit]").first)
        assert findings(page) == []
        follow(page.get_by_role("button", name="Abbrechen"))
        log_in(page, EMAIL, then="/accounts/")
        assert look_at(page, INSIDE[:5]) == []
        has_device(page)
        create_passkey(page)
        assert look_at(page, INSIDE[:4] + INSIDE[5:6] + INSIDE[7:11] + INSIDE[12:]) == []
        page.goto("/accounts/2fa/webauthn/add/")
        set_up_app(person)
        assert look_at(page, ["/accounts/2fa/totp/deactivate/", "/accounts/2fa/reauthenticate/"]) == []
        page.goto("/accounts/2fa/webauthn/reauthenticate/")
        assert findings(page) == []


def test_second_step_and_closed_desk_are_for_everybody(visitor: Visitor, person: User) -> None:
    membership = make_organization(owner=person, slug="educamp")
    with visitor.visit() as page:
        log_in(page, EMAIL, then="/accounts/")
        actor = replace(actor_of(membership), used_second_factor=True)
        require_second_factor(
            organization_id=membership.organization_id, required=True, actor=actor, now=clock.now()
        )
        page.goto("/desk/educamp/")
        expect(page.get_by_role("heading", name="A second factor, please.")).to_be_visible()
        assert findings(page) == []
        page.context.clear_cookies()
        set_up_app(person)
        log_in(page, EMAIL, then="/accounts/")
        page.wait_for_url("**/2fa/authenticate/")
        assert findings(page) == []
