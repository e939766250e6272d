"""A campaign's address: by its id, or by its slug."""

import pytest
import time_machine

from tests.api.conftest import Caller, caller_of
from tests.api.operations import LATER, LIST, ONE, OPERATIONS, Operation, scene
from tests.factories import make_campaign, make_organization

pytestmark = pytest.mark.django_db
OF_CAMPAIGNS = [operation for operation in OPERATIONS if operation.path.startswith(ONE)]


def test_campaign_is_found_by_its_slug(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="live", slug="a-line-please")
    by_id, by_slug = (caller.get(f"{LIST}{name}/") for name in (campaign.id, "a-line-please"))
    assert by_slug.status_code == 200
    assert by_slug.content == by_id.content
    assert by_slug["ETag"] == by_id["ETag"]
    assert caller.get(f"{LIST}a-line-please/", if_none_match=by_id["ETag"]).status_code == 304


@pytest.mark.parametrize("operation", OF_CAMPAIGNS, ids=lambda operation: operation.name)
@time_machine.travel(LATER, tick=False)
def test_each_operation_takes_the_slug(caller: Caller, operation: Operation) -> None:
    here = scene(caller)
    ids = {**here.ids[operation.of], "id": here.campaigns[operation.of].slug}
    answer = caller.send(
        operation.method, operation.path.format(**ids), operation.body, **dict(operation.headers)
    )
    assert answer.status_code == operation.status, answer.content


def test_slugs_are_an_organizations_own(caller: Caller) -> None:
    stranger = caller_of(make_organization("Other Camp"))
    ours, theirs = (make_campaign(one.membership, slug="a-line") for one in (caller, stranger))
    assert caller.get(f"{LIST}a-line/").json()["id"] == str(ours.id)
    assert stranger.get(f"{LIST}a-line/").json()["id"] == str(theirs.id)
    make_campaign(stranger.membership, slug="theirs-alone")
    refused = caller.get(f"{LIST}theirs-alone/")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("name", ["no-such-slug", "3f0c7a52-6a0e-4b57-9a5c-0d5b1f6f2e1z", "-", "a" * 61])
def test_what_is_neither_is_told_as_missing(caller: Caller, name: str) -> None:
    assert caller.get(f"{LIST}{name}/metrics/").status_code == 404
