"""The organizer's page with everything to pass on."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.transitions import operations as transitions
from tests.campaigns.pages.embeds.conftest import Heard
from tests.factories import NOW, hear, make_campaign, make_member, make_organization, post_seen

pytestmark = pytest.mark.django_db
KIT = "/desk/educamp/internet/pass-on/"
SITE = "http://localhost:8000"


@pytest.fixture
def desk(membership: Membership) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(membership.user)
    return client


def test_kit_gives_everything_that_there_is(heard: Heard, desk: Client, reader: Client) -> None:
    heard()
    response = desk.get(f"{KIT}?in=de")
    html = response.content.decode()
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    addresses = {unescape(found) for found in re.findall(rf'(?:href|src)="({SITE}/[^"]+)"', html)}
    parts = {re.sub(r"^.*?/educamp/internet/|\?.*$", "", address) for address in addresses}
    assert {
        "embed/", "embed.json", "image.png", "qr.svg", "qr.png", "calendar.ics", "poster/a4/", "poster/a3/", "screen/",
    } <= parts  # fmt: skip
    for address in addresses:
        assert reader.get(address.removeprefix(SITE)).status_code == 200, address


def test_kit_comes_in_each_language_of_the_campaign(heard: Heard, desk: Client) -> None:
    heard()
    german, english = (desk.get(f"{KIT}?in={code}").content.decode() for code in ("de", "en"))
    assert "Bitte schaltet die Leitung bis Freitag." in german
    assert "Please switch the line on by Friday." in english
    assert "?lang=de" in german
    assert "?lang=de" not in english
    assert '<html lang="en">' in german, "the page speaks the reader's language"
    assert "Please switch the line on by Friday." in desk.get(f"{KIT}?in=xx").content.decode()


def test_lines_to_copy_are_shown_as_they_are(heard: Heard, desk: Client) -> None:
    heard(title={"de": "Netz <b>&", "en": 'Net "<b>&'})
    html = desk.get(f"{KIT}?in=en").content.decode()
    copied = [unescape(text) for text in re.findall(r'data-copy="([^"]*)"', html)]
    address = f"{SITE}/educamp/internet/"
    assert (
        f'<script src="{SITE}/embed/candystorm-campaign.js" async></script>\n'
        f'<candystorm-campaign src="{address}" lang="en"><a href="{address}?lang=en">'
        "Net &quot;&lt;b&gt;&amp;</a></candystorm-campaign>"
    ) in copied
    assert (
        f'<iframe src="{address}embed/?lang=en" title="Net &quot;&lt;b&gt;&amp;" width="100%" height="420" '
        'loading="lazy" frameborder="0"></iframe>'
    ) in copied
    assert "<b>&" not in html


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "as soon as the campaign is public"),
        ("in_review", "as soon as the campaign is public"),
        ("suspended", "While the campaign is suspended, nobody sees anything of it"),
    ],
)
def test_kit_of_what_is_not_public_says_when(
    state: str, words: str, membership: Membership, desk: Client
) -> None:
    make_campaign(membership, state=state, slug="internet")
    html = desk.get(KIT).content.decode()
    assert words in html
    assert "candystorm-campaign.js" not in html
    assert KIT not in desk.get("/desk/educamp/internet/").content.decode()


def test_kit_says_that_it_says_thank_you(heard: Heard, desk: Client, membership: Membership) -> None:
    campaign = heard()
    assert "turns to thanks" in desk.get(KIT).content.decode()
    with organization_scope(campaign.organization_id):
        transitions.mark_answered(campaign=campaign, actor=actor_of(membership), now=NOW)
    assert "Everything here says thank you by now" in desk.get(KIT).content.decode()


def test_dashboard_leads_to_the_kit(heard: Heard, desk: Client) -> None:
    heard()
    assert f'href="{KIT}"' in desk.get("/desk/educamp/internet/").content.decode()


def test_kit_is_its_members_own(heard: Heard, membership: Membership) -> None:
    heard()
    client = Client()
    assert "/login/" in client.get(KIT)["Location"]
    client.force_login(make_member(membership.organization).user)
    assert client.get(KIT).status_code == 200
    client.force_login(make_organization("Other").user)
    assert client.get(KIT).status_code == 404


def test_kit_costs_the_same_however_much_was_heard(
    heard: Heard, desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = heard(posts=1)
    desk.get(KIT)
    with django_assert_num_queries(17):
        desk.get(KIT)
    hear(campaign, *(post_seen(number) for number in range(5, 30)), kindness="friendly")
    with django_assert_num_queries(17):
        desk.get(KIT)
