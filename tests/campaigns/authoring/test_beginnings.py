"""An event read into the first step: from a link, with a tool's token, or from a calendar file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.authoring.tools.operations import connect_tool
from campaigns.models import Campaign, EventSource, PictureFetch
from candyplatform.base import clock
from tests.campaigns.authoring.conftest import fields_of
from tests.campaigns.authoring.event_sources.samples import NAMES, PICTURE, SAMPLES, TOKEN, calendar
from tests.factories import make_campaign
from tests.support.due_work import sweep_and_work
from tests.support.sites import website

pytestmark = pytest.mark.django_db
NEW = "/desk/educamp/campaigns/new/"


def test_link_fills_the_step_and_the_campaign_follows_it(
    desk: Client, owner: Membership, settings: Settings
) -> None:
    sample = SAMPLES["pretix, by token"]
    with website(sample.answer({})) as site:
        settings.HTTP_ALLOW_LOOPBACK = [site.address]
        connect_tool(address=site.url, token=TOKEN, actor=actor_of(owner), now=clock.now())
        link = f"{site.url}{sample.link}"
        desk.post(f"{NEW}link/", {**fields_of(desk.get(NEW)), "link": link}, follow=True)
        fields = fields_of(desk.get(NEW))
        assert {
            name: fields[name] for name in fields if name.startswith("event_") or name == "time_zone"
        } == {
            "event_name": NAMES["en"],
            "event_name_de": NAMES["de"],
            "event_name_en": NAMES["en"],
            "event_place": "Museum der Arbeit",
            "event_starts_at": "2013-04-26T09:00",
            "event_ends_at": "2013-04-28T18:00",
            "event_url": link,
            "event_source": link,
            "event_image": PICTURE,
            "time_zone": "Europe/Berlin",
        }
        assert desk.post(NEW, fields).status_code == 302
        assert sweep_and_work(kinds=("event.look",)) == 1
    with organization_scope(owner.organization_id):
        campaign, source = Campaign.objects.get(), EventSource.objects.get()
        wanted = PictureFetch.objects.get()
    assert (campaign.event_name, campaign.event_names) == (NAMES["en"], NAMES)
    assert (source.campaign_id, source.url, source.kind) == (campaign.id, link, "pretix")
    assert (source.known["event_names"], source.known["event_image"]) == (NAMES, PICTURE)
    assert (wanted.campaign_id, wanted.url, wanted.is_own, wanted.problem) == (
        campaign.id,
        PICTURE,
        False,
        "",
    )


def test_link_without_a_picture_asks_for_none(desk: Client, owner: Membership, settings: Settings) -> None:
    """Not for that of a link that was read before it, either."""
    sample = SAMPLES["schema.org"]
    with website(sample.answer({})) as site:
        settings.HTTP_ALLOW_LOOPBACK = [site.address]
        for image in (PICTURE, "data:image/png;base64,AA"):
            site.answer = sample.answer({"image": image})
            desk.post(f"{NEW}link/", {**fields_of(desk.get(NEW)), "link": site.url}, follow=True)
        fields = fields_of(desk.get(NEW))
    assert fields["event_image"] == ""
    assert desk.post(NEW, fields).status_code == 302
    with organization_scope(owner.organization_id):
        assert EventSource.objects.count() == 1
        assert not PictureFetch.objects.exists()


def test_event_is_called_by_its_name_in_each_language(client: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", state="live", now=clock.now(), event_name="EduCamp", event_names=NAMES)
    for code, name in NAMES.items():
        assert (
            name
            in client.get(f"/educamp/netz/?lang={code}", headers={"accept-language": code}).content.decode()
        )


def test_calendar_file_fills_the_step_and_is_followed_by_nobody(desk: Client, owner: Membership) -> None:
    file = SimpleUploadedFile("educamp.ics", calendar("EduCamp", {}), "text/calendar")
    page = desk.post(f"{NEW}link/", {**fields_of(desk.get(NEW)), "calendar": file}, follow=True)
    assert "Read from educamp.ics." in page.content.decode()
    fields = fields_of(desk.get(NEW))
    assert (fields["event_name"], fields["event_starts_at"]) == ("EduCamp", "2013-04-26T09:00")
    assert desk.post(NEW, fields).status_code == 302
    with organization_scope(owner.organization_id):
        assert Campaign.objects.count() == 1
        assert not EventSource.objects.exists()
        assert PictureFetch.objects.get().url == PICTURE


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG", b"BEGIN:VCALENDAR\n" + b" " * 500_000 + calendar("Late", {})]
)
def test_file_that_is_no_calendar_says_what_to_do(desk: Client, content: bytes) -> None:
    file = SimpleUploadedFile("x.ics", content, "text/calendar")
    page = desk.post(f"{NEW}link/", {**fields_of(desk.get(NEW)), "calendar": file}, follow=True)
    assert "This is no calendar file (.ics) with an event in it." in page.content.decode()
