"""Everything is taken along by a token that an owner let do so."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import actor_of
from accounts.leaving.archives import KEPT, PATIENCE, ask_for_organization_archive
from accounts.models import Archive, JournalEntry
from accounts.scope import organization_scope
from accounts.tokens.scopes import OFFERED
from tests.api.conftest import Caller, caller_of
from tests.factories import NOW, make_campaign, make_organization
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db
EXPORTS = "/api/v1/exports/"
BUILD, MAIL = ("archive.build",), ("mail.send",)


@pytest.fixture(autouse=True)
def at_the_time() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_archive_is_asked_for_watched_and_downloaded(caller: Caller) -> None:
    campaign = make_campaign(caller.membership)
    sweep_and_work(kinds=MAIL)
    asked = caller.send("post", EXPORTS)
    archive_id = asked.json()["id"]
    one = f"{EXPORTS}{archive_id}/"
    expected = {
        "id": archive_id,
        "state": "making",
        "percent": 0,
        "asked_at": "2013-04-22T10:00:00Z",
        "finished_at": None,
        "kept_until": None,
        "size": None,
        "file": None,
    }
    assert (asked.status_code, asked.json()) == (202, expected)
    assert (caller.get(one).json(), caller.get(f"{one}file/").status_code) == (expected, 404)
    assert sweep_and_work(kinds=BUILD) == 1
    ready = caller.get(one).json()
    assert (ready["state"], ready["percent"], ready["kept_until"]) == ("ready", 100, "2013-04-29T10:00:00Z")
    assert caller.get(EXPORTS).json()["results"] == [ready]
    answer = caller.get(ready["file"].removeprefix(settings.SITE_URL))
    data = answer.getvalue()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Content-Disposition"] == 'attachment; filename="archive-2013-04-22.zip"'
    assert (len(data), answer["Content-Length"]) == (ready["size"], str(ready["size"]))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        (row,) = json.loads(file.read("campaigns_campaign.json"))
        (token,) = json.loads(file.read("accounts_apitoken.json"))
    assert row["id"] == str(campaign.id)
    assert "digest" not in token
    assert sweep_and_work(kinds=MAIL) == 0, "a program reads no mail"


def test_journal_says_that_a_token_took_everything(caller: Caller) -> None:
    caller.send("post", EXPORTS)
    with organization_scope(caller.membership.organization_id):
        entry = JournalEntry.objects.get(verb="archive.asked")
        assert (entry.actor_kind, Archive.objects.get().user) == ("token", None)


def test_journal_says_who_downloaded_everything(caller: Caller) -> None:
    archive_id = caller.send("post", EXPORTS).json()["id"]
    assert caller.get(f"{EXPORTS}{archive_id}/file/").status_code == 404
    sweep_and_work(kinds=BUILD)
    for _ in range(2):
        assert caller.get(f"{EXPORTS}{archive_id}/file/").status_code == 200
    with organization_scope(caller.membership.organization_id):
        taken = JournalEntry.objects.filter(verb="archive.taken")
        assert [(entry.actor_kind, entry.subject) for entry in taken] == [("token", archive_id)] * 2


def test_every_other_scope_together_takes_nothing_along(caller: Caller) -> None:
    weak = caller_of(caller.membership, [scope for scope in OFFERED if scope != "exports:write"])
    archive_id = caller.send("post", EXPORTS).json()["id"]
    sweep_and_work(kinds=BUILD)
    for method, path in (
        ("get", ""),
        ("post", ""),
        ("get", f"{archive_id}/"),
        ("get", f"{archive_id}/file/"),
    ):
        answer = weak.send(method, f"{EXPORTS}{path}")
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_scope_for_archives_is_for_nothing_else(caller: Caller) -> None:
    alone = caller_of(caller.membership, ["exports:write"])
    assert alone.send("post", EXPORTS).status_code == 202
    assert alone.get("/api/v1/campaigns/").status_code == 403
    assert alone.send("post", "/api/v1/webhooks/", {}).status_code == 403


def test_one_is_made_at_a_time_whoever_asks(caller: Caller) -> None:
    member = caller.membership
    ask_for_organization_archive(organization_id=member.organization_id, actor=actor_of(member), now=NOW)
    answer = caller.send("post", EXPORTS)
    assert (answer.status_code, answer.json()["code"]) == (409, "archive_still_building")


def test_three_are_made_a_day(caller: Caller) -> None:
    for _number in range(3):
        assert caller.send("post", EXPORTS).status_code == 202
        sweep_and_work(kinds=BUILD)
    answer = caller.send("post", EXPORTS)
    assert (answer.status_code, answer.json()["code"]) == (409, "archive_enough_for_today")


def test_archive_that_nobody_makes_has_failed_and_one_that_is_old_is_gone(caller: Caller) -> None:
    one = f"{EXPORTS}{caller.send('post', EXPORTS).json()['id']}/"
    with time_machine.travel(NOW + PATIENCE, tick=False):
        assert caller.get(one).json()["state"] == "failed"
        assert caller.send("post", EXPORTS).status_code == 202
        sweep_and_work(kinds=BUILD)
    with time_machine.travel(NOW + PATIENCE + KEPT, tick=False):
        sweep_and_work(kinds=("archive.expire",))
        assert caller.get(EXPORTS).json()["count"] == 0
        assert caller.get(one).status_code == 404


def test_file_that_is_there_already_is_not_sent_again(caller: Caller) -> None:
    path = f"{EXPORTS}{caller.send('post', EXPORTS).json()['id']}/file/"
    sweep_and_work(kinds=BUILD)
    tag = caller.get(path)["ETag"]
    again = caller.get(path, if_none_match=tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    head = caller.send("head", path)
    assert (head.status_code, head.getvalue(), "RateLimit-Limit" in head) == (200, b"", True)


def test_what_is_no_file_is_a_problem(caller: Caller) -> None:
    path = f"{EXPORTS}{caller.membership.organization_id}/file/"
    answer = caller.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    refused = caller.get(path, accept="application/json")
    assert (refused.status_code, refused.json()["detail"]) == (
        406,
        "Answers here are `application/zip`: ask for that in `Accept`.",
    )


def test_archives_of_another_organization_are_none(caller: Caller) -> None:
    theirs = caller_of(make_organization())
    archive_id = theirs.send("post", EXPORTS).json()["id"]
    sweep_and_work(kinds=BUILD)
    assert caller.get(EXPORTS).json()["count"] == 0
    for path in (f"{archive_id}/", f"{archive_id}/file/"):
        assert caller.get(f"{EXPORTS}{path}").status_code == 404


def test_list_takes_the_same_queries_for_one_and_three(caller: Caller) -> None:
    counted = []
    for number in range(3):
        with organization_scope(caller.membership.organization_id):
            Archive.objects.create(
                organization_id=caller.membership.organization_id,
                asked_at=NOW - timedelta(days=number),
                finished_at=NOW,
            )
        caller.get(EXPORTS)  # the token's use is noted once a minute
        with CaptureQueriesContext(connection) as captured:
            caller.get(EXPORTS)
        counted.append(len(captured))
    assert counted == [7] * 3  # 5 for the token and the scope, the count, the archives
