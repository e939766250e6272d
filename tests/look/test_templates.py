"""What templates and assets promise each other."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string

from accounts.templatetags.look import STATES, glyph, kind_words, tone

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for folder in ("accounts/templates", "campaigns/templates")
    for path in (ROOT / folder).rglob("*.html")
    if "/mail/" not in str(path) and "/email/" not in str(path)
)
SPRITE = (ROOT / "accounts/static/look/icons.svg").read_text()
ICONS = set(re.findall(r'<symbol id="([a-z]+)"', SPRITE))


def _name(path: Path) -> str:
    return str(path).split("/templates/")[1]


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_page_has_nothing_that_the_content_policy_refuses(path: Path) -> None:
    text = path.read_text()
    assert (
        re.findall(
            r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|type=\"application/(?:ld\+)?json\"))|javascript:",
            text,
        )
        == []
    )


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_page_asks_only_for_files_and_icons_that_exist(path: Path) -> None:
    text = path.read_text()
    get_template(_name(path))
    static = re.findall(r"{% static ['\"]((?:look|vendor)/[^'\"]+)['\"] %}", text)
    icons = set(re.findall(r'components/icon\.html" with name="([a-z]+)"', text))
    assert [file for file in static if finders.find(file) is None] == []
    assert icons - ICONS == set()


def test_every_state_has_a_tone_and_an_icon() -> None:
    assert {tone(state) for state in STATES} == {"berry", "mint", "lemon", "plum"}
    assert {glyph(state) for state in STATES} - ICONS == set()


def test_heading_font_is_light_and_carries_its_license() -> None:
    fonts = ROOT / "accounts/static/look/fonts"
    assert (fonts / "bricolage-grotesque.woff2").stat().st_size < 40_000
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Help us, please!", 'Help us, <em class="kind-word">please</em>!'),
        ("Bitte helft uns, bitte", '<em class="kind-word">Bitte</em> helft uns, bitte'),
        ("Dankeschön & mehr", '<em class="kind-word">Dankeschön</em> &amp; mehr'),
        ("<b>displeased</b>", "&lt;b&gt;displeased&lt;/b&gt;"),
    ],
)
def test_kind_words_sets_off_the_first_one_and_escapes(text: str, html: str) -> None:
    assert kind_words(text) == html


def test_mail_text_is_not_escaped() -> None:
    text = render_to_string(
        "account/email/password_reset_key_message.txt", {"password_reset_url": "https://x/?a=1&b=2"}
    )
    assert "https://x/?a=1&b=2" in text
