"""Leaving in a real browser: an archive that is watched while it is made, an organization and an account that go."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from accounts.models import Membership
from accounts.roles import Role
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import follow, give_password, log_in
from tests.factories import PASSWORD, make_campaign, make_member, make_organization, make_user
from tests.support.due_work import sweep_and_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [(PHONE, "en"), (DESKTOP, "de")]
SHOTS = os.environ.get("LEAVING_SHOTS", "")


@pytest.fixture
def owner() -> Membership:
    """An owner beside another one, with a live campaign."""
    owner = make_organization(
        "EduCamp Hamburg", make_user("owner@example.org"), slug="educamp", now=clock.now()
    )
    make_member(owner.organization, Role.OWNER)
    make_campaign(owner, slug="netz", state="live", now=clock.now())
    return owner


def come_in(page: Page, membership: Membership, language: str) -> None:
    membership.user.language = language
    membership.user.save()
    log_in(page, membership.user.email)


def check(page: Page, name: str) -> None:
    assert not is_wider_than_its_window(page)
    assert findings(page) == []
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{theme}.png", full_page=True)


def reauthenticate(page: Page) -> None:
    page.wait_for_url("**/accounts/reauthenticate/**")
    page.locator("input[type=password]").fill(PASSWORD)
    follow(page.locator("main form button[type=submit]"))


@pytest.mark.parametrize(("viewport", "language"), LOOKS)
def test_archive_shows_how_far_it_is_and_is_downloaded(
    visitor: Visitor, owner: Membership, viewport: ViewportSize, language: str
) -> None:
    with visitor.visit(viewport=viewport, language=language) as page:
        come_in(page, owner, language)
        page.goto("/desk/educamp/organization/export/")
        check(page, "export")
        page.locator("#archives form button").click()
        expect(page.locator("progress")).to_be_visible()
        check(page, "export-making")
        assert sweep_and_work(kinds=("archive.build",)) == 1
        link = page.locator("#archives table a")
        expect(link).to_be_visible()
        check(page, "export-ready")
        with page.expect_download() as download:
            link.click()
        file = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
        assert {"README.txt", "manifest.json", "campaigns_campaign.csv"} <= set(file.namelist())
        page.goto("/desk/account/export/")
        check(page, "own-export")


@pytest.mark.parametrize(("viewport", "language"), LOOKS)
def test_account_is_asked_to_go_and_kept_at_the_next_log_in(
    visitor: Visitor, owner: Membership, viewport: ViewportSize, language: str
) -> None:
    with visitor.visit(viewport=viewport, language=language) as page:
        come_in(page, owner, language)
        page.goto("/accounts/")
        check(page, "account-links")
        follow(page.locator("main a[href='/desk/account/delete/']"))
        check(page, "account-delete")
        page.locator("main form button[type=submit]").click()
        reauthenticate(page)
        expect(page.locator("h1")).to_contain_text("Goodbye" if language == "en" else "Dann mach's gut")
        check(page, "account-leaves")
        page.goto("/accounts/login/")
        give_password(page, owner.user.email)
        page.wait_for_url("**/desk/account/delete/")
        check(page, "account-stay-or-go")
        page.goto("/desk/educamp/")
        page.wait_for_url("**/desk/account/delete/")
        page.locator("form[action$='/keep/'] button").click()
        page.wait_for_url("**/desk/educamp/")


@pytest.mark.parametrize(("viewport", "language"), LOOKS)
def test_organization_goes_off_the_stage_and_comes_back(
    visitor: Visitor, owner: Membership, viewport: ViewportSize, language: str
) -> None:
    with visitor.visit(viewport=viewport, language=language) as page:
        come_in(page, owner, language)
        page.goto("/desk/educamp/organization/")
        check(page, "organization")
        follow(page.locator("main a[href$='/organization/delete/']"))
        check(page, "organization-delete")
        page.locator("#id_short_name").fill("educamp")
        page.locator("main form button[type=submit]").click()
        reauthenticate(page)
        expect(page.locator("form[action$='/keep/']")).to_be_visible()
        check(page, "organization-leaves")
        assert page.request.get("/educamp/netz/").status == 404
        page.locator("form[action$='/keep/'] button").click()
        page.wait_for_url("**/desk/educamp/")
        assert page.request.get("/educamp/netz/?again").status == 200


def test_archive_works_without_scripts(visitor: Visitor, owner: Membership) -> None:
    with visitor.visit(scripts=False) as page:
        come_in(page, owner, "en")
        page.goto("/desk/educamp/organization/export/")
        page.locator("#archives form button").click()
        expect(page.locator("progress")).to_be_visible()
        assert sweep_and_work(kinds=("archive.build",)) == 1
        page.get_by_role("link", name="Look again").click()
        expect(page.locator("#archives table a")).to_be_visible()
