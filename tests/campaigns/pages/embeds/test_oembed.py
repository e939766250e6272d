"""oEmbed: what a page's address becomes elsewhere."""

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from campaigns.models import Campaign
from tests.campaigns.pages.embeds.conftest import Heard

pytestmark = pytest.mark.django_db
ADDRESS = "http://localhost:8000/educamp/internet/"


def ask(reader: Client, url: str = ADDRESS, **more: str) -> Any:
    return reader.get(f"/oembed/?{urlencode({'url': url, **more})}")


def test_address_becomes_a_frame(heard: Heard, reader: Client) -> None:
    heard()
    response = ask(reader, f"{ADDRESS}?lang=de")
    answer = response.json()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    picture = answer.pop("thumbnail_url")
    assert picture.startswith(f"{ADDRESS}image.png?lang=de&v=")
    assert reader.get(picture.removeprefix("http://localhost:8000")).status_code == 200
    assert answer == {
        "type": "rich",
        "version": "1.0",
        "title": "Ein Netz für das EduCamp",
        "provider_name": "Candystorm",
        "provider_url": "http://localhost:8000",
        "cache_age": 300,
        "html": f'<iframe src="{ADDRESS}embed/?lang=de" title="Ein Netz für das EduCamp" width="600" height="420" '
        'loading="lazy" frameborder="0"></iframe>',
        "width": 600,
        "height": 420,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def test_answer_keeps_within_the_askers_bounds(heard: Heard, reader: Client) -> None:
    heard()
    answer = ask(reader, maxwidth="400", maxheight="300").json()
    assert (answer["width"], answer["height"]) == (400, 300)
    assert 'width="400" height="300"' in answer["html"]
    assert "thumbnail_url" not in answer
    assert ask(reader, maxwidth="-1", maxheight="none").json()["width"] == 600


def test_answer_comes_as_xml_too(heard: Heard, reader: Client) -> None:
    heard(title={"de": "Netz & <Kabel>", "en": "Net & <cable>"})
    response = ask(reader, format="xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = ET.fromstring(response.content)
    told = {element.tag: element.text for element in root}
    assert (root.tag, told["title"], told["width"]) == ("oembed", "Net & <cable>", "600")
    assert told["html"] is not None
    assert 'title="Net &amp; &lt;cable&gt;"' in told["html"]


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/educamp/internet/",
        "http://localhost:8000/educamp/other/",
        "http://localhost:8000/educamp/internet/qr.svg",
        "http://localhost:8000/desk/educamp/internet/",
        "http://localhost:8000/",
        "http://[",
        "educamp/internet/",
    ],
)
def test_other_addresses_are_nothing(url: str, campaign: Campaign, reader: Client) -> None:
    assert ask(reader, url).status_code == 404


def test_address_of_the_frame_is_good_too(campaign: Campaign, reader: Client) -> None:
    assert ask(reader, f"{ADDRESS}embed/?lang=de").json()["title"] == "Ein Netz für das EduCamp"


def test_specification_has_words_for_what_is_wrong(campaign: Campaign, reader: Client) -> None:
    assert ask(reader, format="yaml").status_code == 501
    assert reader.get("/oembed/").status_code == 400
