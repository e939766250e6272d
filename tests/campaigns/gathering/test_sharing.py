"""Letting the organization have one's address: asked for by a box of its own, begun by a click from the mailbox, taken back by one."""

import csv
import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from accounts.actors import PLATFORM, actor_of
from accounts.models import JournalEntry, Membership
from accounts.organizations.operations import edit_organization
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.enums import Outcome
from campaigns.gathering.consent import CURRENT_SHARING, agreed_sharing, sharing_text
from campaigns.gathering.sending import SETTLING
from campaigns.gathering.sharing import look_through, sharers_of, take_along
from campaigns.models import Campaign, Supporter, Wave
from campaigns.transitions.operations import close, mark_answered
from candyplatform.base import clock
from candyplatform.base.errors import NotFound
from tests.campaigns.gathering.conftest import FORM, PAGE, ask, join, link, mails, supporters
from tests.campaigns.gathering.test_supporters import QUERIES_OF_ASKING, opened
from tests.factories import make_campaign, make_member, make_organization, share_address
from tests.support.due_work import sweep_and_work
from tests.support.own_limits import own_limits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("waves")]
DESK = "/desk/educamp/internet/storm-hour/"
FILE = f"{DESK}addresses.csv"
FAN, NAME = "fan@example.org", "EduCamp Hamburg"
QUERIES_OF_DOWNLOADING = 24
BOTH, SHARING = "confirm/sharing", "sharing"


def shared(campaign: Campaign) -> list[str]:
    """Whose addresses the organization may have now."""
    with organization_scope(campaign.organization_id):
        return [supporter.address for supporter in sharers_of(campaign)]


def entries(campaign: Campaign) -> list[tuple[str, str, dict[str, int]]]:
    """What the journal says of addresses: verb, who, details."""
    with organization_scope(campaign.organization_id):
        found = JournalEntry.objects.filter(verb__startswith="supporters.addresses", subject=str(campaign.id))
        return [(entry.verb, entry.actor_kind, entry.details) for entry in found.order_by("id")]


def mail_of(reader: Client, address: str = FAN, **ticked: str) -> str:
    """Ask on the page; the mail that comes, as text."""
    ask(reader, address, **ticked)
    [(_recipient, _subject, text)] = mails()
    return text


def mail_at(moment: datetime, kind: str) -> str:
    """The one mail that is due then, as text."""
    with time_machine.travel(moment, tick=True):
        sweep_and_work(kinds=(kind,))
        [(_recipient, _subject, text)] = mails()
    return text


def share(reader: Client, address: str = FAN) -> str:
    """Share the address; the mail by which."""
    text = mail_of(reader, address, share="on")
    assert reader.post(link(BOTH, text), {"share": "1"}).status_code == 200
    return text


@pytest.fixture
def owner(client: Client, membership: Membership) -> Client:
    client.force_login(membership.user)
    return client


@pytest.mark.parametrize("path", [PAGE, FORM])
@pytest.mark.parametrize("language", ["de", "en"])
def test_box_names_the_organization_and_is_never_ticked_beforehand(
    reader: Client, campaign: Campaign, path: str, language: str
) -> None:
    page = reader.get(path, {"lang": language, "share": "on"}).content.decode()

    [box] = re.findall(r'<input[^>]*name="share"[^>]*>', page)
    assert 'type="checkbox"' in box
    assert "checked" not in box
    assert "required" not in box
    told = {"en": f"{NAME} may have my address too", "de": f"{NAME} darf meine Adresse auch haben"}
    assert told[language] in page


def test_address_is_shared_once_box_and_mailbox_said_so(reader: Client, campaign: Campaign) -> None:
    text = mail_of(reader, share="on")
    [asked] = supporters(campaign)
    assert (asked.sharing_version, asked.sharing_language, asked.sharing_with) == (
        CURRENT_SHARING,
        "en",
        NAME,
    )
    assert asked.sharing_asked_at == asked.asked_at
    assert shared(campaign) == [], "ticked alone is nothing"

    page = reader.get(link(BOTH, text)).content.decode()
    assert sharing_text(NAME) in page
    assert shared(campaign) == [], "a mail scanner follows links"

    answer = Client(enforce_csrf_checks=True).post(link(BOTH, text), {"share": "1"})
    [sharer] = supporters(campaign)
    assert (answer.status_code, answer.cookies) == (200, {})
    assert sharer.confirmed_at
    assert sharer.shared_at
    assert clock.now() - sharer.shared_at < timedelta(minutes=1)
    assert shared(campaign) == [FAN]
    assert agreed_sharing(sharer) == sharing_text(NAME)


def test_without_the_box_nothing_is_shared_whatever_is_clicked(reader: Client, campaign: Campaign) -> None:
    text = mail_of(reader)

    for path in (link("confirm", text), f"{link('confirm', text)}sharing/"):
        reader.post(path, {"share": "1"})

    assert supporters(campaign)[0].confirmed_at
    assert shared(campaign) == []
    assert "may have my address" not in text


def test_confirming_can_leave_it_out(reader: Client, campaign: Campaign) -> None:
    text = mail_of(reader, share="on")

    reader.post(link(BOTH, text))

    [supporter] = supporters(campaign)
    assert supporter.confirmed_at
    assert (supporter.sharing_version, supporter.sharing_with, supporter.sharing_asked_at) == ("", "", None)
    reader.post(link(BOTH, text), {"share": "1"})
    assert shared(campaign) == [], "what was declined is asked for on the page again"


def test_mail_says_what_was_ticked_in_both_of_its_forms(reader: Client) -> None:
    ask(reader, share="on")
    message = opened()

    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body
        told = " ".join(str(body.get_content()).split())
        assert "This was ticked as well; on the next page you say whether it holds:" in told
        assert sharing_text(NAME) in told
        assert f"/{BOTH}/" in told


def test_box_that_somebody_else_ticks_waits_for_the_mailbox(reader: Client, campaign: Campaign) -> None:
    """A confirmed address asks again, or is asked for by a stranger: only the mail that says so leads to it."""
    join(reader, FAN)
    stranger = Client(headers={"accept-language": "en"})

    text = mail_of(stranger, share="on")

    assert shared(campaign) == []
    plain = link(BOTH, text).removesuffix("sharing/")
    assert sharing_text(NAME) not in reader.get(plain).content.decode()
    reader.post(plain, {"share": "1"})
    assert shared(campaign) == [], "the link of a mail that did not say so"
    reader.post(link(BOTH, text), {"share": "1"})
    assert shared(campaign) == [FAN]


@pytest.mark.parametrize("known", [True, False])
def test_form_tells_nothing_of_who_shares(
    reader: Client, campaign: Campaign, django_assert_num_queries: DjangoAssertNumQueries, *, known: bool
) -> None:
    if known:
        share(reader)

    with django_assert_num_queries(QUERIES_OF_ASKING):
        answer = reader.post(FORM, {"email": FAN, "share": "on"})

    [(_recipient, subject, text)] = mails()
    assert (answer.status_code, answer["Location"]) == (303, f"{FORM}sent/?lang=en")
    assert subject == "Please confirm: your reminder for “A network for the EduCamp”"
    assert sharing_text(NAME) in text


def test_asking_again_without_the_box_takes_nothing_back(reader: Client, campaign: Campaign) -> None:
    share(reader)

    text = mail_of(reader)
    reader.post(link("confirm", text))

    assert shared(campaign) == [FAN]


def test_asking_again_does_not_change_what_was_agreed_to(
    reader: Client, campaign: Campaign, membership: Membership
) -> None:
    share(reader)
    before = supporters(campaign)[0]
    edit_organization(name="Other Camp", website="", actor=actor_of(membership), now=clock.now())

    share(reader)

    after = supporters(campaign)[0]
    assert (after.shared_at, after.sharing_asked_at) == (before.shared_at, before.sharing_asked_at)
    assert agreed_sharing(after) == sharing_text(NAME)


@pytest.mark.parametrize("name", ["confirm", "reminder", "thanks"])
def test_link_in_each_mail_takes_it_back_by_one_click(
    *, reader: Client, campaign: Campaign, begins: datetime, today: datetime, name: str
) -> None:
    share(reader)
    if name == "confirm":
        text = mail_of(reader)
    elif name == "reminder":
        text = mail_at(begins - timedelta(minutes=20), "reminders.send")
    else:
        mark_answered(campaign=campaign, actor=PLATFORM, now=today)
        text = mail_at(today + SETTLING, "thanks.tell")

    assert f"{NAME} may have your address, as you agreed." in text
    path = link(SHARING, text)
    page = reader.get(path).content.decode()
    assert sharing_text(NAME) in page
    assert shared(campaign) == [FAN], "a mail scanner follows links"
    for _again in range(2):
        answer = Client(enforce_csrf_checks=True).post(path)
        assert (answer.status_code, answer.cookies) == (200, {})
        assert f"{NAME} is not told your address." in answer.content.decode()
        assert shared(campaign) == []
    [left] = supporters(campaign)
    assert (left.address, left.sharing_version, left.sharing_with) == (FAN, "", "")
    assert left.confirmed_at, "the reminder stays"


def test_page_after_confirming_and_page_for_leaving_offer_to_take_it_back(
    reader: Client, campaign: Campaign
) -> None:
    text = share(reader)
    action = f'action="{link("leave", text).removesuffix("leave/")}sharing/"'

    for path in (link(BOTH, text), link("leave", text)):
        assert action in reader.get(path).content.decode()
    reader.post(link(BOTH, text))
    assert shared(campaign) == [], "only remind me, after all"
    for path in (link(BOTH, text), link("leave", text)):
        assert action not in reader.get(path).content.decode()


def test_deleting_the_address_takes_it_back(reader: Client, campaign: Campaign) -> None:
    text = share(reader)

    reader.post(link("leave", text))

    assert shared(campaign) == []
    assert (
        "Your address is deleted"
        in reader.get(f"{link('leave', text).removesuffix('leave/')}sharing/").content.decode()
    )


def test_nobody_shares_anything_a_day_after_the_end(
    owner: Client, campaign: Campaign, membership: Membership, today: datetime
) -> None:
    share_address(campaign, FAN, now=today)
    close(campaign=campaign, outcome=Outcome.FULFILLED, actor=actor_of(membership), now=today)
    assert FAN in owner.post(FILE).content.decode()

    with time_machine.travel(today + timedelta(days=1, minutes=1), tick=True):
        sweep_and_work(kinds=("supporters.forget",))

    assert FAN not in owner.post(FILE).content.decode()


def test_database_refuses_an_address_that_is_shared_unasked(reader: Client, campaign: Campaign) -> None:
    join(reader, FAN)
    ask(reader, "unconfirmed@example.org", share="on")

    for supporter in supporters(campaign):
        with (
            pytest.raises(IntegrityError),
            organization_scope(campaign.organization_id),
            transaction.atomic(),
        ):
            Supporter.objects.filter(id=supporter.pk).update(shared_at=clock.now())


@pytest.mark.parametrize("number", [1, 3])
def test_owner_downloads_those_who_share_and_the_journal_says_so(
    *,
    owner: Client,
    reader: Client,
    campaign: Campaign,
    waves: list[Wave],
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in range(number):
        share_address(campaign, f"fan{count}@example.org", now=clock.now())
    join(reader, "private@example.org")
    page = owner.get(DESK).content.decode()
    assert f"<strong>{number} of {number + 1}</strong> let {NAME} have their address" in page
    assert f'action="{FILE}"' in page
    assert "fan0@" not in page

    with django_assert_num_queries(QUERIES_OF_DOWNLOADING):
        answer = owner.post(FILE)

    told = answer.content.decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(told))
    assert head == ["address", "language", "wave", "shared_at", "agreed_to"]
    assert [row[0] for row in rows] == [f"fan{count}@example.org" for count in reversed(range(number))]
    assert {(row[1], row[2], row[4]) for row in rows} == {
        ("en", waves[0].starts_at.astimezone(UTC).isoformat(), sharing_text(NAME))
    }
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="supporters-internet-')
    assert entries(campaign) == [("supporters.addresses_downloaded", "member", {"addresses": number})]


def test_download_is_gone_when_it_is_taken_back(owner: Client, reader: Client, campaign: Campaign) -> None:
    text = share(reader)
    assert FAN in owner.post(FILE).content.decode()

    reader.post(f"{link('leave', text).removesuffix('leave/')}sharing/")

    assert FAN not in owner.post(FILE).content.decode()
    assert entries(campaign) == [
        ("supporters.addresses_downloaded", "member", {"addresses": number}) for number in (1, 0)
    ]


def test_address_that_looks_like_a_formula_is_none(owner: Client, campaign: Campaign) -> None:
    share_address(campaign, "=cmd@example.org", now=clock.now())

    assert "\n'=cmd@example.org," in owner.post(FILE).content.decode().replace("\r", "")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_others_see_how_many_and_download_nothing(
    client: Client, campaign: Campaign, membership: Membership, role: Role
) -> None:
    share_address(campaign, FAN, now=clock.now())
    client.force_login(make_member(membership.organization, role=role).user)

    page = client.get(DESK).content.decode()

    assert f"<strong>1 of 1</strong> let {NAME} have their address" in page
    assert FILE not in page
    assert client.post(FILE).status_code == 403
    assert entries(campaign) == []


def test_asking_for_the_file_by_an_address_tells_nothing(owner: Client, campaign: Campaign) -> None:
    share_address(campaign, FAN, now=clock.now())

    assert owner.get(FILE).status_code == 405
    assert entries(campaign) == []


def test_other_organizations_owner_is_told_nothing(client: Client, campaign: Campaign) -> None:
    share_address(campaign, FAN, now=clock.now())
    stranger = make_organization(slug="othercamp")
    client.force_login(stranger.user)
    make_campaign(stranger, state="live", slug="internet")

    assert client.post(FILE).status_code == 404
    assert FAN not in client.post("/desk/othercamp/internet/storm-hour/addresses.csv").content.decode()
    for operation in (take_along, look_through):
        with pytest.raises(NotFound):
            operation(campaign=campaign, actor=actor_of(stranger), now=clock.now())
    assert entries(campaign) == []


def test_download_is_limited(owner: Client, settings: Settings, worker_id: str) -> None:
    with own_limits(settings, worker_id, {"addresses.person": "2/hour"}):
        assert [owner.post(FILE).status_code for _again in range(3)] == [200, 200, 429]
