"""A logo on its way from an owner's computer to the public page."""

import io
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page

from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import log_in
from tests.factories import make_campaign, make_organization, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _send(page: Page, file: Path) -> None:
    page.set_input_files("input[type=file]", file)
    page.locator("form[enctype] button").click()


def _picture(path: Path) -> Path:
    out = io.BytesIO()
    Image.new("RGBA", (900, 300), (194, 21, 91, 255)).save(out, "PNG")
    path.write_bytes(out.getvalue())
    return path


def test_owner_gives_a_logo_and_everybody_sees_it(visitor: Visitor, tmp_path: Path) -> None:
    owner = make_organization(trusted=True, owner=make_user("anna@example.org"))
    campaign = make_campaign(owner, state="live", now=clock.now())
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    with visitor.visit(viewport=PHONE) as page:
        log_in(page, "anna@example.org")
        page.goto(reverse("organization_logo", args=[owner.organization.slug]))
        _send(page, tmp_path / "logo.svg")
        page.get_by_text("no picture that can be used").wait_for()
        _send(page, _picture(tmp_path / "logo.png"))
        page.get_by_text("This is your logo from now on.").wait_for()
        assert findings(page) == []
        assert not is_wider_than_its_window(page)
    with visitor.visit(viewport=DESKTOP) as page:
        page.goto(f"/{owner.organization.slug}/{campaign.slug}/")
        logo = page.get_by_alt_text(f"Logo of {owner.organization.name}")
        logo.scroll_into_view_if_needed()
        assert logo.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
        assert findings(page) == []
