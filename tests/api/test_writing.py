"""A campaign's whole life by a token."""

from typing import Any

import pytest
import time_machine

from accounts.models import JournalEntry
from accounts.scope import organization_scope
from campaigns.models import Campaign
from campaigns.transitions import operations as transitions
from tests.api.conftest import Caller, caller_of
from tests.api.operations import LIST, NEW
from tests.factories import NOW, STAFF, make_campaign, make_company, make_organization

pytestmark = pytest.mark.django_db


def post(caller: Caller, path: str, body: Any = None, status: int = 200) -> Any:
    answer = caller.send("post", path, body)
    assert answer.status_code == status, answer.content
    return answer.json()


def verbs(caller: Caller) -> list[str]:
    with organization_scope(caller.membership.organization_id):
        entries = JournalEntry.objects.order_by("id").filter(actor_kind="token", verb__startswith="campaign.")
        return [entry.verb for entry in entries]


@time_machine.travel(NOW, tick=False)
def test_campaign_lives_by_a_token_alone() -> None:
    caller = caller_of(make_organization(trusted=True))
    company = make_company()
    made = post(caller, LIST, {**NEW, "company_id": str(company.id), "languages": ["en"], "title": {"en": "A line"}, "wish": {"en": "Please."}}, 201)  # fmt: skip
    one = f"{LIST}{made['id']}/"
    assert (made["state"], made["deadline"]) == ("draft", "2013-04-25T10:00:00Z")
    live = post(caller, f"{one}submit/")
    assert (live["state"], live["live_at"]) == ("live", "2013-04-22T10:00:00Z")
    body = {
        "kind": "promised",
        "said_at": "2013-04-22T10:00:00Z",
        "text": "Deal?",
        "promised_for": "2013-04-23",
    }
    assert post(caller, f"{one}answers/", body, 201)["status"] == "confirmed"
    assert caller.get(one).json()["state"] == "answered"
    closed = post(caller, f"{one}close/", {"outcome": "fulfilled"})
    assert (closed["state"], closed["outcome"]) == ("closed", "fulfilled")
    copy = post(caller, f"{one}duplicate/", {"event_starts_at": "2014-04-25T10:00:00Z"}, 201)
    assert (copy["state"], copy["deadline"], copy["external_ref"]) == ("draft", "2014-04-24T10:00:00Z", None)
    assert verbs(caller) == ["campaign.created", "campaign.published", "campaign.answered", "campaign.closed", "campaign.created", "campaign.duplicated"]  # fmt: skip


def test_what_is_created_is_what_is_read_at_its_location(caller: Caller) -> None:
    made = caller.send("post", LIST, NEW)
    path = made["Location"].partition("/api/")[2]
    read = caller.get(f"/api/{path}")
    assert (made.json(), made["ETag"]) == (read.json(), read["ETag"])
    told = made.json()
    assert told["external_ref"] == NEW["external_ref"]
    assert [told["event"][name] for name in ("name", "place")] == ["EduCamp Hamburg 2013", "Hamburg"]
    assert (told["hashtags"], len(told["sample_posts"])) == (NEW["hashtags"], 1)


def test_known_reference_is_another_draft_of_the_same(caller: Caller) -> None:
    made = post(caller, LIST, NEW, 201)
    again = post(caller, LIST, {"external_ref": NEW["external_ref"], "event": {"place": "Altona"}})
    assert (again["id"], again["event"]["place"], again["title"]) == (made["id"], "Altona", NEW["title"])
    assert again["hashtags"] == NEW["hashtags"]
    other = {**NEW, "external_ref": {"system": "tickets.example", "event": "hh13"}}
    assert post(caller, LIST, other, 201)["id"] != made["id"]


def test_known_reference_of_what_is_past_being_written_is_a_conflict(caller: Caller) -> None:
    made = post(caller, LIST, NEW, 201)
    with organization_scope(caller.membership.organization_id):
        Campaign.objects.filter(id=made["id"]).update(state="live")
    assert post(caller, LIST, NEW, 409)["code"] == "not_editable"


def test_event_has_names_in_several_languages(caller: Caller) -> None:
    names = {"de": "EduCamp Frühling", "en": "EduCamp Spring"}
    made = post(caller, LIST, {"languages": ["en", "de"], "event": {"names": names}}, 201)
    assert (made["event"]["name"], made["event"]["names"]) == ("EduCamp Frühling", names)
    assert made["slug"] == "educamp-fruehling"
    path = f"{LIST}{made['id']}/"

    def change(**event: Any) -> Any:
        return caller.send("patch", path, {"event": event}, if_match="*").json()

    told = change(names={"de": " EduCamp  Herbst ", "en": ""})["event"]
    assert (told["name"], told["names"]) == ("EduCamp Frühling", {"de": "EduCamp Herbst"})
    assert change(name="", names={"de": "Herbst"})["event"]["name"] == "Herbst"
    assert change(names={})["event"]["names"] == {}
    wrong = change(names={"en": "x" * 151, "fr": "Printemps"})
    assert [(error["pointer"], error["code"]) for error in wrong["errors"]] == [
        ("#/event/names/fr", "unknown_field")
    ]
    assert change(names={"en": "x" * 151})["errors"][0]["pointer"] == "#/event/names/en"


def test_organizations_have_references_of_their_own(caller: Caller) -> None:
    other = caller_of(make_organization())
    assert post(caller, LIST, NEW, 201)["id"] != post(other, LIST, NEW, 201)["id"]


def test_company_is_proposed_with_the_campaign(caller: Caller) -> None:
    company = {"name": "Bahn", "accounts": [{"network": "mastodon", "handle": "@bahn@mastodon.example"}]}
    made = post(caller, LIST, {**NEW, "proposed_company": company}, 201)["company"]
    assert (made["name"], made["verified"]) == ("Bahn", False)
    assert made["accounts"] == [{"network": "mastodon", "handle": "bahn@mastodon.example"}]


def patch(caller: Caller, path: str, body: Any, **headers: str) -> Any:
    return caller.send("patch", path, body, **headers)


def test_change_says_of_which_version(caller: Caller) -> None:
    path = f"{LIST}{make_campaign(caller.membership).id}/"
    tag = caller.get(path)["ETag"]
    without = patch(caller, path, {"story": {}})
    assert (without.status_code, without.json()["code"]) == (428, "version_missing")
    changed = patch(caller, path, {"event": {"place": "Altona"}}, if_match=tag)
    assert (changed.status_code, changed.json()["event"]["place"]) == (200, "Altona")
    assert changed["ETag"] == caller.get(path)["ETag"] != tag
    late = patch(caller, path, {"event": {"place": "Berlin"}}, if_match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "version_outdated")
    weak = patch(caller, path, {"event": {"place": "Berlin"}}, if_match=f"W/{changed['ETag']}")
    assert weak.status_code == 412
    assert caller.get(path).json()["event"]["place"] == "Altona"


def test_change_keeps_what_it_does_not_name(caller: Caller) -> None:
    path = f"{LIST}{make_campaign(caller.membership).id}/"
    before = caller.get(path).json()
    after = patch(caller, path, {"event": {"url": None}, "deadline": None}, if_match="*").json()
    before["event"]["url"] = before["deadline"] = None
    before["modified_at"] = after["modified_at"]
    assert after == before


def test_only_drafts_are_changed(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="in_review")
    path = f"{LIST}{campaign.id}/"
    refused = patch(caller, path, {"story": {}}, if_match="*")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_editable")
    assert post(caller, f"{path}withdraw/")["state"] == "draft"
    assert patch(caller, path, {"story": {}}, if_match="*").json()["story"] == {}


def test_campaign_that_somebody_reviews_is_handed_in_once(caller: Caller) -> None:
    campaign = make_campaign(caller.membership)
    with time_machine.travel(NOW, tick=False):
        assert post(caller, f"{LIST}{campaign.id}/submit/")["state"] == "in_review"
    assert post(caller, f"{LIST}{campaign.id}/submit/", status=409)["code"] == "wrong_state"
    with organization_scope(campaign.organization_id):
        found = Campaign.objects.select_related("company").get(id=campaign.id)
    transitions.approve(campaign=found, actor=STAFF, now=NOW)
    assert caller.get(f"{LIST}{campaign.id}/").json()["state"] == "live"


def test_token_that_may_only_read_writes_nothing(caller: Caller) -> None:
    reader = caller_of(caller.membership, ["campaigns:read"])
    answer = reader.send("post", LIST, NEW)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert "campaigns:write" in answer.json()["detail"]
    assert caller.get(LIST).json()["count"] == 0
