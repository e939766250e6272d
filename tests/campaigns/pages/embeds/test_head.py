"""What a campaign's page tells machines."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.transitions import operations as transitions
from tests.campaigns.pages.conftest import PAGE
from tests.campaigns.pages.embeds.conftest import Heard
from tests.factories import NOW, hear, make_campaign, post_seen
from tests.support.due_work import work_until_quiet

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


def page(reader: Client, query: str = "") -> str:
    return reader.get(PAGE + query).content.decode()


def told(html: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', html)
    return {name: unescape(value) for name, value in found}


def event(html: str) -> Any:
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(text)


def test_page_brings_its_picture_and_words(heard: Heard, reader: Client) -> None:
    heard()
    head = told(page(reader))
    picture = head.pop("og:image")
    assert picture.startswith(f"{SITE}{PAGE}image.png?lang=en&v=")
    assert reader.get(picture.removeprefix(SITE))["Content-Type"] == "image/png"
    assert head == {
        "og:type": "website",
        "og:site_name": "Candystorm",
        "og:title": "A network for the EduCamp",
        "og:description": "EduCamp Hamburg 2013 asks Telekom hilft: Please switch the line on by Friday.",
        "og:url": f"{SITE}{PAGE}",
        "og:locale": "en_GB",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "EduCamp Hamburg 2013 asks Telekom hilft. Please switch the line on by Friday. "
        "by Friday, 26 April, 12:00",
        "twitter:card": "summary_large_image",
    }


def test_pictures_address_changes_with_its_numbers(heard: Heard, reader: Client) -> None:
    campaign = heard()
    first = told(page(reader))["og:image"]
    assert told(page(reader))["og:image"] == first
    hear(campaign, post_seen(9), kindness="friendly")
    work_until_quiet()
    assert told(page(reader))["og:image"] != first
    assert told(page(reader, "?lang=de"))["og:image"] != first


def test_page_says_thank_you_to_machines_too(heard: Heard, reader: Client, membership: Membership) -> None:
    campaign = heard()
    with organization_scope(campaign.organization_id):
        transitions.mark_answered(campaign=campaign, actor=actor_of(membership), now=NOW)
    head = told(page(reader))
    assert head["og:title"] == "Thank you, Telekom hilft: A network for the EduCamp"
    assert head["og:description"].startswith("Telekom hilft has answered EduCamp Hamburg 2013")


def test_page_leads_to_its_parts(heard: Heard, reader: Client) -> None:
    heard()
    links = dict(re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', page(reader)))
    assert set(links) == {"application/json+oembed", "text/xml+oembed", "text/calendar"}
    for kind, address in links.items():
        response = reader.get(unescape(address).removeprefix(SITE))
        assert response.status_code == 200, kind
    answer = reader.get(unescape(links["application/json+oembed"]).removeprefix(SITE)).json()
    assert answer["title"] == "A network for the EduCamp"


def test_page_tells_the_event(heard: Heard, reader: Client) -> None:
    heard()
    found = event(page(reader))
    assert found.pop("image").startswith(f"{SITE}{PAGE}image.png?")
    assert found == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "EduCamp Hamburg 2013",
        "startDate": "2013-04-26T12:00:00+02:00",
        "endDate": "2013-04-28T12:00:00+02:00",
        "url": "https://educamp.example/",
        "location": {"@type": "Place", "name": "Hamburg", "address": "Hamburg"},
        "organizer": {"@type": "Organization", "name": "EduCamp Hamburg"},
        "subjectOf": {
            "@type": "WebPage",
            "name": "A network for the EduCamp",
            "url": f"{SITE}{PAGE}",
        },
    }


def test_event_without_a_date_is_no_event(heard: Heard, reader: Client) -> None:
    heard(event_starts_at=None, event_ends_at=None)
    assert "ld+json" not in page(reader)


def test_event_cannot_end_its_script(heard: Heard, reader: Client) -> None:
    evil = "</script><script>alert(1)</script>&amp;"
    heard(event_name=evil)
    html = page(reader)
    assert event(html)["name"] == evil
    assert "<script>alert" not in html


def test_preview_tells_machines_nothing(membership: Membership) -> None:
    make_campaign(membership, state="draft", slug="internet")
    client = Client()
    client.force_login(membership.user)
    html = client.get("/desk/educamp/internet/preview/").content.decode()
    assert "Only you see this" in html
    assert [word for word in ("og:", "oembed", "ld+json") if word in html] == []
