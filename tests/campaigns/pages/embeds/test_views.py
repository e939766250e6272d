"""What other sites get of a campaign: the same for everybody, small, and gone when it is."""

import io
import json
import re

import pytest
import zxingcpp
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.drawing.qr import qr_svg
from campaigns.models import Campaign
from campaigns.pages.embeds.views import SCRIPT
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from tests.campaigns.pages.conftest import PAGE
from tests.campaigns.pages.embeds.conftest import Heard
from tests.factories import NOW, STAFF, hear, make_campaign, make_organization, post_seen
from tests.support.own_cache import empty_own_cache

pytestmark = pytest.mark.django_db
SCRIPT_ADDRESS = "/embed/candystorm-campaign.js"
PARTS = (
    "embed/", "embed.json", "image.png", "qr.svg", "qr.png", "calendar.ics", "poster/a4/", "poster/a3/", "screen/",
)  # fmt: skip
# What pages and scripts of other sites take; what is for people to open is not theirs.
OPEN = ("live.json", "embed.json", "image.png", "qr.svg", "qr.png")


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest) -> str:
    return PAGE + str(request.param)


def test_part_is_public_and_sets_no_cookie(part: str, heard: Heard, reader: Client) -> None:
    heard()
    response = reader.get(part)
    assert response.status_code == 200
    assert re.fullmatch(r"public, max-age=\d+, stale-while-revalidate=10", response["Cache-Control"])
    assert response.cookies == {}
    assert "Cookie" not in response["Vary"]


@pytest.mark.parametrize("state", ["draft", "in_review", "suspended"])
def test_part_of_unpublished_campaign_looks_like_none(state: str, part: str, reader: Client) -> None:
    made = make_campaign(make_organization(slug="educamp"), state=state, slug="internet")
    missing = reader.get(part.replace(PAGE, "/nobody/nothing/"))
    found = reader.get(part)
    assert (found.status_code, found.content) == (404, missing.content)
    assert made.title["en"] not in found.content.decode()


def test_part_goes_when_the_campaign_is_suspended(part: str, heard: Heard, reader: Client) -> None:
    campaign = heard()
    assert reader.get(part).status_code == 200
    transitions.suspend(campaign=campaign, reason="A test asks for it.", actor=STAFF, now=NOW)
    empty_own_cache()
    assert reader.get(part).status_code == 404


@pytest.mark.parametrize("path", [*OPEN, "embed/"])
def test_other_sites_may_use_what_is_for_them(path: str, heard: Heard, reader: Client) -> None:
    heard()
    response = reader.get(PAGE + path, headers={"origin": "https://events.example"})
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.get("Access-Control-Allow-Origin") == ("*" if path in OPEN else None)
    assert "Access-Control-Allow-Credentials" not in response


def test_only_the_frame_may_be_framed(heard: Heard, reader: Client) -> None:
    heard()
    ancestors = {}
    for path in ("", *PARTS):
        response = reader.get(PAGE + path)
        policy = re.search(r"frame-ancestors ([^;]+)", response["Content-Security-Policy"])
        assert policy
        ancestors[path] = (policy[1], response.get("X-Frame-Options"))
    assert ancestors.pop("embed/") == ("*", None)
    previews = {path: ancestors.pop(path) for path in ("poster/a4/", "poster/a3/", "screen/")}
    assert set(previews.values()) == {("'self'", "SAMEORIGIN")}
    assert set(ancestors.values()) == {("'none'", "DENY")}


def test_a_frame_says_that_there_is_nothing(reader: Client) -> None:
    response = reader.get("/nobody/nothing/embed/?lang=de")
    assert response.status_code == 404
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "Hier ist kein Candystorm" in response.content.decode()


def test_numbers_are_a_document_for_programs(heard: Heard, reader: Client) -> None:
    campaign = heard()
    assert reader.get(f"{PAGE}embed.json?lang=en").json() == {
        "state": "live",
        "tone": "berry",
        "thanks": False,
        "language": "en",
        "title": "A network for the EduCamp",
        "kicker": "EduCamp Hamburg 2013 asks Telekom hilft",
        "headline": "Please switch the line on by Friday.",
        "headline_language": "en",
        "wish": "Please switch the line on by Friday.",
        "wish_language": "en",
        "company": "Telekom hilft",
        "hashtags": ["telekomhilf", "echh13"],
        "moment": "by Friday, 26 April, 12:00",
        "moment_at": "2013-04-26T10:00:00+00:00",
        "numbers": [
            {"key": "posts", "label": "posts", "value": "3", "count": 3},
            {"key": "people", "label": "people joined in", "value": "3", "count": 3},
            {"key": "reactions", "label": "likes, shares and replies", "value": "6", "count": 6},
        ],
        "action": "Say please",
        "resting": False,
        "url": "http://localhost:8000/educamp/internet/?lang=en",
        "join_url": f"{campaign.short_url}-w?lang=en",
        "site": "Candystorm",
    }


@pytest.mark.parametrize(
    "path", ["embed.json", "image.png", "calendar.ics", "embed/", "poster/a4/", "screen/"]
)
def test_what_did_not_change_is_not_sent_again(path: str, heard: Heard, reader: Client) -> None:
    campaign = heard()
    first = reader.get(PAGE + path)
    empty_own_cache()
    again = reader.get(PAGE + path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with organization_scope(campaign.organization_id):
        Campaign.objects.filter(pk=campaign.pk).update(
            wish={"en": "Please, another one."}, title={"en": "Other"}
        )
    empty_own_cache()
    assert reader.get(PAGE + path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_numbers_change_as_soon_as_they_are_not_fresh(heard: Heard, reader: Client) -> None:
    campaign = heard()
    first = reader.get(f"{PAGE}embed.json")
    hear(campaign, post_seen(9), kindness="friendly")
    empty_own_cache()
    again = reader.get(f"{PAGE}embed.json", headers={"if-none-match": first["ETag"]})
    assert [number["count"] for number in again.json()["numbers"]][:2] == [4, 4]


def test_everything_turns_to_thanks(heard: Heard, reader: Client, membership: Membership) -> None:
    campaign = heard()
    before = {path: reader.get(PAGE + path).content for path in PARTS}
    with organization_scope(campaign.organization_id):
        transitions.mark_answered(campaign=campaign, actor=actor_of(membership), now=NOW)
    empty_own_cache()
    for path in ("embed/", "poster/a4/", "poster/a3/", "screen/"):
        html = reader.get(PAGE + path).content.decode()
        assert "Thank you</em>, Telekom hilft" in html
        assert 'data-tone="mint"' in html
    assert reader.get(f"{PAGE}embed.json").json()["thanks"] is True
    assert "SUMMARY:Thank you" in reader.get(f"{PAGE}calendar.ics").content.decode()
    assert reader.get(f"{PAGE}image.png").content != before["image.png"]


def test_image_is_kept_by_what_stands_on_it(
    heard: Heard, reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    heard()
    image = f"{PAGE}image.png?lang=de"
    first = reader.get(image)
    with Image.open(io.BytesIO(first.content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    with django_assert_num_queries(0):
        assert reader.get(f"{image}&v=older").content == first.content
    assert reader.get(f"{PAGE}image.png?lang=en")["ETag"] != first["ETag"]


@pytest.mark.parametrize("path", ["qr.svg", "qr.png"])
def test_code_leads_to_the_page_and_is_counted(path: str, heard: Heard, reader: Client) -> None:
    campaign = heard()
    content = reader.get(PAGE + path).content
    if path == "qr.png":
        with Image.open(io.BytesIO(content)) as image:
            found = zxingcpp.read_barcodes(image.convert("L"))
        assert [code.text for code in found] == [f"{campaign.short_url}-q"]
        assert reader.get(found[0].text)["Location"] == campaign.page_url
    else:
        assert content.startswith(b"<svg ")


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("embed/", 10), ("embed.json", 10), ("image.png", 10), ("poster/a4/", 10), ("screen/", 10),
        ("qr.svg", 5), ("qr.png", 5), ("calendar.ics", 6),
    ],
)  # fmt: skip
def test_part_costs_few_queries_and_then_none(
    path: str, queries: int, heard: Heard, reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    heard()
    with django_assert_num_queries(queries):
        reader.get(PAGE + path)
    with django_assert_num_queries(queries if path.startswith("qr") else 0):
        reader.get(PAGE + path)


def test_parts_lead_to_the_page_by_short_addresses_of_their_own(heard: Heard, reader: Client) -> None:
    campaign = heard()
    frame = reader.get(f"{PAGE}embed/?lang=de").content.decode()
    assert f'href="{campaign.short_url}-w?lang=de"' in frame
    assert reader.get(f"{campaign.short_url}-w?lang=de")["Location"] == f"{campaign.page_url}?lang=de"
    for part, letter in (("poster/a4/", "p"), ("screen/", "l")):
        assert qr_svg(f"{campaign.short_url}-{letter}") in reader.get(f"{PAGE}{part}").content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "See how it goes"), ("de", "Sieh, wie es läuft")])
def test_embed_presses_nobody_while_the_company_has_heard_enough(
    language: str, words: str, heard: Heard, reader: Client, settings: Settings
) -> None:
    settings.COMPANY_DAILY_POSTS = 2
    campaign = heard(posts=0)
    hear(campaign, *(post_seen(number, posted_at=clock.now()) for number in (1, 2)), now=clock.now())
    told = reader.get(f"{PAGE}embed.json?lang={language}").json()
    assert (told["resting"], told["action"]) == (True, words)
    enough = {"en": "Enough for today, thank you", "de": "Genug für heute, danke"}[language]
    assert enough in reader.get(f"{PAGE}screen/?lang={language}").content.decode()
    assert enough not in reader.get(f"{PAGE}poster/a4/?lang={language}").content.decode()


def test_poster_has_two_sizes_and_no_numbers(heard: Heard, reader: Client) -> None:
    heard(posts=3)
    assert reader.get(f"{PAGE}poster/a5/").status_code == 404
    html = reader.get(f"{PAGE}poster/a3/").content.decode()
    assert "face-numbers" not in html
    assert "sheet-a3.css" in html


def test_theme_is_one_of_two(heard: Heard, reader: Client) -> None:
    heard()
    assert 'data-theme="dark"' in reader.get(f"{PAGE}embed/?theme=dark").content.decode()
    assert "data-theme" not in reader.get(f"{PAGE}embed/?theme=x").content.decode()


def test_script_is_small_and_needs_nobody() -> None:
    response = Client().get(SCRIPT_ADDRESS)
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert 0 < len(response.content) < 10_000
    text = response.content.decode()
    assert "import" not in re.sub(r"//.*", "", text)
    assert re.findall(r"innerHTML|eval\(|document\.cookie|localStorage", text) == []
    again = Client().get(SCRIPT_ADDRESS, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert finders.find(SCRIPT)


@pytest.mark.parametrize("path", [PAGE + part for part in PARTS] + [SCRIPT_ADDRESS, "/oembed/"])
def test_nothing_is_sent_to_them(path: str, heard: Heard) -> None:
    heard()
    assert Client().post(path).status_code == 405


def test_text_of_an_organizer_is_never_markup(heard: Heard, reader: Client) -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    heard(title={"de": evil, "en": evil}, wish={"de": evil, "en": evil}, event_name=evil, event_place=evil)
    for path in ("", "embed/", "poster/a4/", "screen/"):
        assert "<img src=x" not in reader.get(PAGE + path).content.decode()
    assert json.loads(reader.get(f"{PAGE}embed.json").content)["title"] == evil
