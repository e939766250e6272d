"""Archives: what is in them, what is not, and that none is offered half."""

import csv
import io
import json
import random
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from time_machine import travel

from accounts.actors import actor_of
from accounts.leaving import archives, reading
from accounts.leaving.archives import (
    EnoughForToday,
    StillBuilding,
    ask_for_organization_archive,
    ask_for_own_archive,
)
from accounts.leaving.building import build
from accounts.leaving.subjects import Subject, person
from accounts.leaving.zipping import PIECE, Pieces, ZipStream
from accounts.models import Archive, ArchivePart, Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.enums import Network
from candyplatform.base import work
from candyplatform.base.errors import Forbidden
from tests.accounts.leaving.world import make_world, subjects_of_mails
from tests.factories import NOW, hear, make_campaign, make_member, make_organization, make_user, post_seen
from tests.support.due_work import sweep_and_work
from tests.support.killing import kill, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(hours=1)
BUILD = ("archive.build",)


def ask(membership: Membership, now: Any = NOW) -> Archive:
    return ask_for_organization_archive(
        organization_id=membership.organization_id, actor=actor_of(membership), now=now
    )


def make_it() -> None:
    with travel(LATER, tick=False):
        assert sweep_and_work(kinds=BUILD) == 1


def opened(subject: Subject) -> zipfile.ZipFile:
    with subject.scope():
        archive = archives.finished(subject, archives.archives_of(subject)[0].id)
    data = b"".join(archives.content(subject, archive))
    assert len(data) == archive.size
    file = zipfile.ZipFile(io.BytesIO(data))
    assert file.testzip() is None
    return file


def rows_in(file: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read(f"{table}.json"))
    assert len(list(csv.reader(io.StringIO(file.read(f"{table}.csv").decode("utf-8-sig"))))) == len(rows) + 1
    return rows


def test_archive_of_an_organization_holds_all_its_rows_and_nobody_elses() -> None:
    world = make_world()
    ask(world.first)
    make_it()
    file = opened(Subject(world.first.organization_id))
    manifest = json.loads(file.read("manifest.json"))
    assert manifest["rows"] == {
        "accounts_apitoken": 1, "accounts_archive": 2, "accounts_invitation": 1, "accounts_journalentry": 12,
        "accounts_journalorigin": 1, "accounts_journalremark": 1, "accounts_membership": 2, "accounts_organization": 1,
        "accounts_organizationlogo": 1, "accounts_user": 2, "campaigns_answer": 1, "campaigns_author": 6,
        "campaigns_campaign": 1, "campaigns_company": 0, "campaigns_companyaccount": 0, "campaigns_digest": 1,
        "campaigns_eventpicture": 1, "campaigns_eventsource": 1, "campaigns_picturefetch": 1, "campaigns_eventtool": 1, "campaigns_feedsubscription": 4, "campaigns_hashtag": 2,
        "campaigns_hourlymetric": 1, "campaigns_post": 6, "campaigns_report": 1, "campaigns_samplepost": 4, "campaigns_spending": 1,
        "campaigns_saidpost": 1, "campaigns_stepcount": 1, "campaigns_supporter": 0, "campaigns_update": 1, "campaigns_wave": 0,
        "campaigns_webhookdelivery": 1, "campaigns_webhookendpoint": 1,
    }  # fmt: skip
    assert {name: len(rows_in(file, name)) for name in manifest["rows"]} == manifest["rows"]
    whole = "".join(file.read(name).decode() for name in file.namelist())
    for stranger in (world.stranger.organization_id, world.second.organization_id, world.stranger.user.email):
        assert str(stranger) not in whole
    assert "digest" not in rows_in(file, "accounts_apitoken")[0]
    assert set(rows_in(file, "campaigns_report")[0]) == {
        "id", "campaign_id", "reason", "filed_at", "decision", "decided_at",
    }  # fmt: skip
    assert rows_in(file, "campaigns_campaign")[0]["company_name"] == "Telekom hilft"
    assert subjects_of_mails()[-1] == "Your archive is ready"


def test_archive_of_a_person_holds_what_says_something_of_them() -> None:
    world = make_world()
    ask_for_own_archive(user=world.leaver, now=NOW)
    make_it()
    file = opened(person(world.leaver.pk))
    assert json.loads(file.read("manifest.json"))["rows"] == {
        "account_emailaddress": 2, "account_emailconfirmation": 1, "accounts_apitoken": 1, "accounts_archive": 3,
        "accounts_invitation": 1, "accounts_journalentry": 10, "accounts_journalorigin": 1, "accounts_membership": 2,
        "accounts_organization": 2, "accounts_outgoingmail": 5, "mfa_authenticator": 1, "usersessions_usersession": 2,
        "accounts_user": 1, "accounts_user_groups": 1, "accounts_user_user_permissions": 1, "campaigns_answer": 1,
        "campaigns_campaign": 2, "campaigns_digest": 1, "campaigns_update": 1, "django_admin_log": 1,
    }  # fmt: skip
    (account,) = rows_in(file, "accounts_user")
    assert (account["email"], account["name"]) == (world.leaver.email, world.leaver.name)
    whole = "".join(file.read(name).decode() for name in file.namelist())
    for secret in (world.leaver.password, world.stranger.user.email, "Liebe Telekom", "k" * 20):
        assert secret not in whole


def test_posts_on_x_leave_as_ids_only() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    hear(campaign, post_seen(1), post_seen(2, network=Network.X))
    ask(membership)
    make_it()
    file = opened(Subject(membership.organization_id))
    told = {row["network"]: row for row in rows_in(file, "campaigns_post")}
    assert told["mastodon"]["text"] == "Liebe Telekom, bitte. #telekomhilf 1"
    assert {name for name, value in told["x"].items() if value is not None} == {
        "id", "campaign_id", "author_id", "network", "native_id",
    }  # fmt: skip
    assert [row["handle"] for row in rows_in(file, "campaigns_author") if row["network"] == "x"] == [None]


def test_csv_holds_no_formula_and_json_what_was_written() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    hear(
        campaign, post_seen(1, text='=HYPERLINK("https://evil.example")'), post_seen(2, text="Grüße, „bitte“")
    )
    ask(membership)
    make_it()
    file = opened(Subject(membership.organization_id))
    assert {row["text"] for row in rows_in(file, "campaigns_post")} == {
        '=HYPERLINK("https://evil.example")',
        "Grüße, „bitte“",
    }
    lines = csv.DictReader(io.StringIO(file.read("campaigns_post.csv").decode("utf-8-sig")))
    assert {line["text"] for line in lines} == {'\'=HYPERLINK("https://evil.example")', "Grüße, „bitte“"}


def test_large_table_is_read_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    membership = make_organization()
    hear(make_campaign(membership, state="live"), *[post_seen(number) for number in range(1, 8)])
    monkeypatch.setattr(reading, "BATCH", 3)
    ask(membership)
    make_it()
    rows = rows_in(opened(Subject(membership.organization_id)), "campaigns_post")
    assert [row["native_id"] for row in sorted(rows, key=lambda row: int(row["native_id"]))] == list(
        "1234567"
    )
    with organization_scope(membership.organization_id):
        archive = Archive.objects.get()
        assert archive.rows_done == archive.rows_expected


def test_archive_is_whole_though_the_worker_was_killed_in_the_middle() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    chance = random.Random(3)
    hear(campaign, *[post_seen(number, text=chance.randbytes(500).hex()) for number in range(1, 1500)])
    ask(membership)
    subject = Subject(membership.organization_id)

    def has_begun() -> bool:
        with subject.scope():
            return ArchivePart.objects.count() > 3

    with worker("archive.build", piece=20_000) as process:
        wait_until(has_begun, process)
        kill(process)
    with subject.scope():
        assert Archive.objects.get().finished_at is None
        parts = ArchivePart.objects.count()
    with travel(NOW + timedelta(days=10_000), tick=False):
        assert sweep_and_work(kinds=BUILD) == 1
    assert parts > 1
    assert len(rows_in(opened(subject), "campaigns_post")) == 1499


def test_old_worker_that_lost_its_lease_writes_nothing_more() -> None:
    membership = make_organization()
    ask(membership)
    leased = [found for found in work.lease_due(now=NOW) if found.kind == "archive.build"]
    job = work.begin(work_id=leased[0].id, lease=leased[0].lease, now=NOW, lasting=timedelta(seconds=1))
    assert job
    again = [found for found in work.lease_due(now=LATER) if found.kind == "archive.build"]
    assert work.begin(work_id=again[0].id, lease=again[0].lease, now=LATER)
    with pytest.raises(work.Lost):
        build(job)
    with organization_scope(membership.organization_id):
        assert Archive.objects.get().finished_at is None
        assert not ArchivePart.objects.exists()


def test_writing_a_million_cells_keeps_memory_small() -> None:
    sizes: list[int] = []
    pieces = Pieces(lambda piece: sizes.append(len(piece)))
    stream = ZipStream(pieces)

    def rows() -> Iterator[tuple[int, str]]:
        chance = random.Random(1)
        for number in range(120_000):
            yield number, chance.randbytes(24).hex()

    tracemalloc.start()
    stream.json_rows("t.json", ["id", "text"], rows())
    stream.csv_rows("t.csv", ["id", "text"], rows())
    stream.end()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(sizes) == pieces.size > 6 * PIECE
    assert max(sizes) == PIECE
    assert peak < 4 * PIECE


def test_making_an_archive_keeps_memory_small_however_much_there_is() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    hear(campaign, post_seen(1))
    with organization_scope(membership.organization_id), connection.cursor() as cursor:
        cursor.execute(MANY_POSTS, [20_000])
    ask(membership)
    tracemalloc.start()
    make_it()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with organization_scope(membership.organization_id):
        archive = Archive.objects.get()
        assert archive.size > 10 * PIECE
        assert archive.parts.count() == -(-archive.size // PIECE)
    assert peak < archive.size


# Copies of the one post, each with a text of its own that does not compress well.
MANY_POSTS = """
    INSERT INTO campaigns_post (organization_id, campaign_id, author_id, network, uri, native_id, url, text, language,
        in_reply_to, role, kindness, is_sensitive, posted_at, heard_at, refresh_step)
    SELECT organization_id, campaign_id, author_id, network, 'uri' || n, n, '',
        (SELECT string_agg(md5(n::text || part), '') FROM generate_series(1, 20) AS part), 'de', '', role, kindness, false,
        posted_at, heard_at, 0
    FROM campaigns_post, generate_series(1, %s) AS n
"""


def test_one_at_a_time_and_three_a_day() -> None:
    membership = make_organization()
    ask(membership)
    with pytest.raises(StillBuilding):
        ask(membership)
    for hours in (2, 4):
        with travel(NOW + timedelta(hours=hours - 1), tick=False):
            sweep_and_work(kinds=BUILD)
        ask(membership, NOW + timedelta(hours=hours))
    with travel(NOW + timedelta(hours=6), tick=False):
        sweep_and_work(kinds=BUILD)
    with pytest.raises(EnoughForToday):
        ask(membership, NOW + timedelta(hours=7))
    fourth = ask(membership, NOW + timedelta(days=1, hours=1))
    with organization_scope(membership.organization_id):
        assert Archive.objects.filter(id=fourth.id).exists()


def test_archive_that_nobody_makes_is_asked_for_again_after_a_day() -> None:
    membership = make_organization()
    lost = ask(membership)
    new = ask(membership, NOW + timedelta(days=1, minutes=1))
    with organization_scope(membership.organization_id):
        assert list(Archive.objects.values_list("id", flat=True)) == [new.id]
    assert lost.id != new.id


def test_archives_are_thrown_away_after_seven_days() -> None:
    membership, somebody = make_organization(), make_user()
    ask(membership)
    ask_for_own_archive(user=somebody, now=NOW)
    with travel(LATER, tick=False):
        assert sweep_and_work(kinds=BUILD) == 2
    for days, left in ((6, 1), (8, 0)):
        with travel(NOW + timedelta(days=days), tick=False):
            sweep_and_work(kinds=("archive.expire",))
        for subject in (Subject(membership.organization_id), person(somebody.pk)):
            with subject.scope():
                assert archives.archives_of(subject).count() == left
                assert bool(ArchivePart.objects.exists()) is bool(left)


def test_only_owners_ask_and_nobody_reads_anothers() -> None:
    membership, other = make_organization("Mine"), make_organization("Theirs")
    with pytest.raises(Forbidden):
        ask(make_member(membership.organization, Role.EDITOR))
    ask(membership)
    ask_for_own_archive(user=membership.user, now=NOW)
    for subject in (Subject(other.organization_id), person(other.user_id)):
        with subject.scope():
            assert not Archive.objects.exists()
            assert not ArchivePart.objects.exists()
    with organization_scope(membership.organization_id):
        assert Archive.objects.count() == 1
