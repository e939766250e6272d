"""The journal's page and file, as an owner reads them."""

import csv
import io
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import journal as the_journal
from accounts.actors import actor_of
from accounts.audit.people import pseudonym
from accounts.audit.queries import PAGE as LINES
from accounts.models import JournalEntry, Membership, User
from accounts.organizations.operations import trust
from accounts.roles import Role
from accounts.scope import organization_scope
from accounts.tokens.operations import issue_token
from tests.accounts.audit.scene import ADDRESS, make_journal
from tests.factories import NOW, STAFF, make_campaign, make_member, make_organization, make_user

pytestmark = pytest.mark.django_db
PAGE, FILE = "/desk/educamp/journal/", "/desk/educamp/journal.csv"


@pytest.fixture
def owner() -> Membership:
    return make_journal()


def login(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def texts(answer: Any) -> list[str]:
    return [line.text for _day, lines in answer.context["days"] for line in lines]


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))


def append(owner: Membership, count: int) -> None:
    """Entries of all kinds, without anything else happening."""
    with organization_scope(owner.organization_id):
        for number in range(count):
            the_journal.append(
                verb=("digest.declined", "token.revoked", "campaign.revised", "membership.removed")[
                    number % 4
                ],
                subject=("1", "0" * 32, "0" * 32, "999999")[number % 4],
                organization_id=owner.organization_id,
                actor=(actor_of(owner), STAFF)[number % 2],
                now=NOW + timedelta(minutes=number),
                remark="Because." if number % 3 == 0 else "",
            )


def test_page_tells_who_did_what_and_from_where(owner: Membership) -> None:
    answer = login(owner).get(PAGE)
    with organization_scope(owner.organization_id):
        leaver = JournalEntry.objects.get(verb="digest.declined").actor_id
        token = JournalEntry.objects.get(verb="token.issued").details["prefix"]
    assert leaver
    assert texts(answer) == [
        f"{pseudonym(owner.organization_id, leaver)} stopped the daily digest.",
        "Staff of Candystorm lets the organization publish without review.",
        "Staff of Candystorm took the campaign “A network for the EduCamp” off the stage.",
        "Staff of Candystorm published the campaign “A network for the EduCamp”.",
        "Olga Owner created the API token “Ticket shop”.",
        "Olga Owner handed the campaign “A network for the EduCamp” in for review.",
        "Olga Owner started the campaign “A network for the EduCamp”.",
        "Olga Owner joined.",
        "Olga Owner founded the organization.",
    ]
    page = answer.content.decode()
    assert f"at the desk · Firefox on Android · {ADDRESS}" in page
    assert "<blockquote>A complaint came in.</blockquote>" in page
    assert f"It begins with {token} and may: Read campaigns." in page
    assert [day.isoformat() for day, _lines in answer.context["days"]] == [
        "2013-04-22",
        "2013-04-21",
        "2013-04-20",
    ]


def test_page_shows_nothing_of_staffs_names_and_addresses(owner: Membership) -> None:
    client = login(owner)
    for told in (client.get(PAGE).content, client.get(FILE).getvalue()):
        for secret in (b"Rita", b"rita@example.org", b"198.51.100.1"):
            assert secret not in told


def test_page_speaks_german(owner: Membership) -> None:
    User.objects.filter(pk=owner.user_id).update(language="de")
    assert texts(login(owner).get(PAGE))[1:3] == [
        "Das Team von Candystorm lässt die Organisation ohne Prüfung veröffentlichen.",
        "Das Team von Candystorm hat die Kampagne „Ein Netz für das EduCamp“ von der Bühne genommen.",
    ]


def test_page_is_quiet_where_nothing_fits(owner: Membership) -> None:
    answer = login(owner).get(PAGE, {"until": "2012-01-01"})
    assert (texts(answer), "Nothing here fits." in answer.content.decode()) == ([], True)


@pytest.mark.parametrize(
    ("asked", "verbs"),
    [
        ({"who": "staff"}, ["organization.trusted", "campaign.suspended", "campaign.published"]),
        ({"who": "former"}, ["digest.declined"]),
        ({"who": "token"}, []),
        ({"who": "platform"}, []),
        ({"topic": "tokens"}, ["token.issued"]),
        ({"topic": "people"}, ["membership.joined"]),
        ({"topic": "organization", "who": "staff"}, ["organization.trusted"]),
        ({"until": "2013-04-20"}, ["membership.joined", "organization.founded"]),
        ({"since": "2013-04-21", "until": "2013-04-21"}, ["campaign.submitted", "campaign.created"]),
        ({"since": "2013-04-23"}, []),
    ],
)
def test_filters(asked: dict[str, str], verbs: list[str], owner: Membership) -> None:
    client = login(owner)
    answer = client.get(PAGE, asked)
    shown = [line.entry.verb for _day, lines in answer.context["days"] for line in lines]
    assert (answer.status_code, shown) == (200, verbs)
    assert [row["verb"] for row in rows(client.get(FILE, asked))] == verbs


def test_filters_by_one_person_and_by_one_campaign(owner: Membership) -> None:
    other = make_campaign(owner, title={"de": "Noch eine", "en": "Another"})
    client = login(owner)
    mine = client.get(PAGE, {"who": f"member-{owner.pk}", "topic": "organization"})
    assert texts(mine) == ["Olga Owner founded the organization."]
    assert texts(client.get(PAGE, {"place": str(other.id)})) == ["Olga Owner started the campaign “Another”."]


def test_days_are_the_readers(owner: Membership) -> None:
    """At noon in Berlin it is the next day on Kiritimati's clocks, fourteen hours ahead of UTC."""
    User.objects.filter(pk=owner.user_id).update(time_zone="Pacific/Kiritimati")
    answer = login(owner).get(PAGE, {"since": "2013-04-21", "until": "2013-04-21"})
    assert [line.entry.verb for _day, lines in answer.context["days"] for line in lines] == [
        "membership.joined",
        "organization.founded",
    ]
    [row, _founded] = rows(login(owner).get(FILE, {"until": "2013-04-21"}))
    assert row["time"] == "2013-04-21T00:00:00+14:00"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"since": "yesterday"}, "since"),
        ({"since": "2013-04-22", "until": "2013-04-21"}, "until"),
        ({"who": "member-0"}, "who"),
        ({"topic": "\x00"}, "topic"),
        ({"place": "' OR 1=1"}, "place"),
    ],
)
def test_filter_with_a_mistake_says_so(asked: dict[str, str], field: str, owner: Membership) -> None:
    client = login(owner)
    answer = client.get(PAGE, asked)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    file = client.get(FILE, asked)
    assert (file.status_code, file["Location"].startswith(PAGE)) == (302, True)


def test_older_pages_follow_without_gaps_and_keep_the_filters(owner: Membership) -> None:
    append(owner, 2 * LINES + 7)
    client, seen, address = login(owner), list[int](), f"{PAGE}?who=staff"
    for _turn in range(5):
        answer = client.get(address)
        seen += [line.entry.pk for _day, lines in answer.context["days"] for line in lines]
        if not answer.context["older"]:
            break
        address = f"{PAGE}?{answer.context['older']}"
    with organization_scope(owner.organization_id):
        wanted = JournalEntry.objects.filter(actor_kind="staff").order_by("-at", "-id")
        assert seen == list(wanted.values_list("pk", flat=True))
    assert len(seen) == LINES + 3 + 3


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 40, "0"])
def test_strange_place_to_go_on_from_is_no_error(before: str, owner: Membership) -> None:
    assert login(owner).get(PAGE, {"before": before}).status_code == 200


def test_entry_about_what_is_gone_and_of_no_known_kind_is_readable(owner: Membership) -> None:
    append(owner, 4)
    assert texts(login(owner).get(PAGE))[:4] == [
        "Staff of Candystorm removed a former member.",
        "Olga Owner changed a campaign that is gone.",
        "Staff of Candystorm revoked an API token that is gone.",
        "Olga Owner stopped the daily digest.",
    ]


@pytest.mark.parametrize("count", [4, 12, LINES])
def test_page_asks_as_much_however_much_it_shows(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = make_organization(slug="educamp")
    append(owner, count)
    client = login(owner)
    client.get(PAGE)
    with django_assert_num_queries(20):
        answer = client.get(PAGE, {"topic": ""})
    assert len(texts(answer)) == min(count + 2, LINES)


def test_page_of_one_entry_asks_no_more_than_one_of_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    owner = make_organization(slug="educamp")
    client = login(owner)
    for extra in (1, 2, LINES):
        with organization_scope(owner.organization_id):
            for _number in range(extra):
                the_journal.append(
                    verb="digest.declined",
                    subject=1,
                    organization_id=owner.organization_id,
                    actor=actor_of(owner),
                    now=NOW,
                )
        with django_assert_num_queries(16):
            client.get(PAGE, {"topic": "digests"})


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
@pytest.mark.parametrize("address", [PAGE, FILE])
def test_journal_is_for_owners(role: Role, address: str, owner: Membership) -> None:
    assert login(make_member(owner.organization, role)).get(address).status_code == 403


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_journal_is_nobody_elses(address: str, owner: Membership) -> None:
    assert login(make_organization("Other")).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_journal_holds_nothing_of_another_organization(owner: Membership) -> None:
    """Not in the lines, not in the choices, not by another's ids, not for a person who belongs to both."""
    other = make_organization("Other", owner=owner.user, slug="other")
    stranger = make_member(
        other.organization, Role.EDITOR, make_user("sara@example.org", name="Sara Stranger")
    )
    campaign = make_campaign(other, title={"de": "Geheim", "en": "Secret"})
    trust(organization_id=other.organization_id, trusted=True, actor=STAFF, now=NOW)
    client = login(owner)
    with organization_scope(other.organization_id):
        theirs = set(JournalEntry.objects.values_list("pk", flat=True))
    page = client.get(PAGE)
    assert theirs.isdisjoint(line.entry.pk for _day, lines in page.context["days"] for line in lines)
    for told in (page.content, client.get(FILE).getvalue()):
        assert not any(secret in told for secret in (b"Secret", b"Sara", b"sara@", str(campaign.id).encode()))
    for asked in ({"who": f"member-{stranger.pk}"}, {"place": str(campaign.id)}):
        assert client.get(PAGE, asked).status_code == 422


def test_file_is_for_spreadsheets_and_safe_in_them(owner: Membership) -> None:
    issue_token(actor=actor_of(owner), name='=cmd|" /C calc"!A0', scopes=["campaigns:read"], now=NOW)
    User.objects.filter(pk=owner.user_id).update(name="+49 Olga, Owner")
    answer = login(owner).get(FILE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    today = timezone.localdate(timezone=ZoneInfo(owner.user.time_zone))
    name = f"journal-educamp-{today:%Y-%m-%d}.csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.streaming
    content = answer.getvalue()
    assert content.startswith(b"\xef\xbb\xbftime,who,actor,what,")
    told = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert (told[0]["who"], told[0]["what"]) == (
        "'+49 Olga, Owner",
        '\'+49 Olga, Owner created the API token “=cmd|" /C calc"!A0”.',
    )
    suspended = next(row for row in told if row["verb"] == "campaign.suspended")
    assert suspended == {
        "time": "2013-04-22T12:00:00+02:00",
        "who": "Staff of Candystorm",
        "actor": "staff",
        "what": "Staff of Candystorm took the campaign “A network for the EduCamp” off the stage.",
        "more": "",
        "remark": "A complaint came in.",
        "verb": "campaign.suspended",
        "subject": suspended["subject"],
        "channel": "admin",
        "address": "",
        "browser": "",
    }
    created = next(row for row in told if row["verb"] == "campaign.created")
    assert (created["address"], created["browser"], created["channel"]) == (
        ADDRESS,
        "Firefox on Android",
        "desk",
    )


def test_file_goes_on_over_many_pages(owner: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accounts.audit.views.ROWS_AT_ONCE", 10)
    append(owner, 35)
    told = rows(login(owner).get(FILE))
    assert len(told) == 35 + 9
    assert len({(row["time"], row["verb"], row["subject"]) for row in told}) > 35


def test_owners_find_the_journal_at_the_organization(owner: Membership) -> None:
    assert f'href="{PAGE}"' in login(owner).get("/desk/educamp/organization/").content.decode()
    editor = make_member(owner.organization, Role.EDITOR)
    assert f'href="{PAGE}"' not in login(editor).get("/desk/educamp/organization/").content.decode()
