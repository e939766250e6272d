"""docs/embeds.md is true to the component, its document and their addresses."""

import re

from django.contrib.staticfiles import finders
from django.utils import translation

from campaigns.pages.embeds import urls
from campaigns.pages.embeds.document import document_of
from campaigns.pages.embeds.face import Face
from campaigns.pages.embeds.snippets import FRAME_HEIGHT
from campaigns.pages.embeds.views import SCRIPT
from tests.support.environment_variables import CHECKOUT

DOCS = (CHECKOUT / "docs/embeds.md").read_text()
FACE = Face(
    organization="educamp", slug="internet", state="live", tone="berry", is_thanks=False, language="en", title="", headline="",
    headline_language="en", wish="", wish_language="en", kicker="", company="", moment="", moment_at=None, numbers=(),
    hashtags=(), action="", page_url="", short_url="", is_resting=False,
)  # fmt: skip


def script() -> str:
    found = finders.find(SCRIPT)
    assert isinstance(found, str)
    return (CHECKOUT / found).read_text()


def test_page_names_every_variable_of_the_component_and_no_other() -> None:
    told = set(re.findall(r"--candystorm-[a-z-]+", DOCS))
    used = set(re.findall(r"var\((--candystorm-[a-z-]+)", script()))
    shown = (CHECKOUT / "campaigns/templates/campaigns/pages/embeds/kit.html").read_text()
    assert told == used == set(re.findall(r"--candystorm-[a-z-]+", shown))


def test_page_names_every_word_of_the_document() -> None:
    with translation.override("en"):
        words = set(document_of(FACE))
    _, _, told = DOCS.partition("`embed.json` holds")
    assert words <= set(re.findall(r"`(\w+)`", told))


def test_page_names_every_address() -> None:
    patterns = [str(found.pattern) for found in urls.OF_A_CAMPAIGN]
    ends = ["embed/candystorm-campaign.js", "oembed/", *patterns]
    ends = [pattern.replace("<slug:sheet>", "a4") for pattern in ends]
    assert len(ends) == 10
    assert [end for end in ends if end not in DOCS] == []


def test_page_shows_the_lines_that_the_desk_gives() -> None:
    assert f'height="{FRAME_HEIGHT}" loading="lazy" frameborder="0"></iframe>' in DOCS
