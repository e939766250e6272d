"""The journal in a browser: read on a phone, filtered without scripts, in both themes."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.accounts.audit.scene import make_journal
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/desk/educamp/journal/"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_owner_reads_what_staff_did(visitor: Visitor, viewport: ViewportSize) -> None:
    make_journal()
    with visitor.visit(viewport=viewport) as page:
        log_in(page, "owner@educamp.example", then=PAGE)
        expect(page.locator(".moment").first).to_be_visible()
        assert findings(page) == []
        assert not is_wider_than_its_window(page)

        page.get_by_text("Show only some of it").click()
        page.get_by_label("Who").select_option(label="Staff of Candystorm")
        page.get_by_role("button", name="Show these").click()
        page.wait_for_url("**who=staff**")
        lines = page.locator(".moment p:first-child").all_inner_texts()
        assert lines == [
            "Staff of Candystorm lets the organization publish without review.",
            "Staff of Candystorm took the campaign “A network for the EduCamp” off the stage.",
            "Staff of Candystorm published the campaign “A network for the EduCamp”.",
        ]
        assert findings(page) == []
        assert not is_wider_than_its_window(page)


def test_filters_and_file_need_no_scripts(visitor: Visitor) -> None:
    make_journal()
    with visitor.visit(scripts=False) as page:
        log_in(page, "owner@educamp.example", then=PAGE)
        page.get_by_text("Show only some of it").click()
        page.get_by_label("About").select_option(label="API tokens")
        page.get_by_role("button", name="Show these").click()
        expect(page.locator(".moment")).to_have_count(1)
        with page.expect_download() as told:
            page.get_by_role("link", name="Download these as CSV").click()
        text = told.value.path().read_text(encoding="utf-8-sig")
        assert [row.split(",")[1] for row in text.splitlines()] == ["who", "Olga Owner"]
