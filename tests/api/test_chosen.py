"""`fields`: answers with the fields that were asked for, which cost no more than those."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.chosen import Chosen, read_fields
from api.errors import InvalidParameters
from api.metrics.serializers import MetricsSerializer
from tests.api.conftest import Caller
from tests.api.operations import EXPORTS, HOOKS, LIST, OPERATIONS, scene
from tests.api.story import tell
from tests.api.test_campaigns import QUERIES_OF_LIST
from tests.factories import make_campaign

pytestmark = pytest.mark.django_db
PART = "application/json; fields=chosen"
WHOLE = (f"{HOOKS}sample/", EXPORTS + "{id}/file/")
READS = [operation for operation in OPERATIONS if not operation.writes and operation.path not in WHOLE]


def objects(told: Any) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = told.get("results", [told])
    return results


def test_every_object_and_list_is_told_with_each_field_alone(caller: Caller) -> None:
    here = scene(caller)
    for operation in READS:
        path, query = here.path(operation), operation.asked
        whole = objects(caller.get(path, query).json())
        for name in whole[0]:
            answer = caller.get(path, {**query, "fields": name})
            assert (answer.status_code, answer["Content-Type"]) == (200, PART), operation.name
            assert objects(answer.json()) == [{name: one[name]} for one in whole], operation.name


def test_fields_within_others_are_named_with_dots(caller: Caller) -> None:
    campaign = tell(caller.membership)
    path = f"{LIST}{campaign.id}/"
    whole = caller.get(path).json()
    asked = "id, title.en,company.accounts.handle,answers.kind,links.page,external_ref.system"
    assert caller.get(path, {"fields": asked}).json() == {
        "id": whole["id"],
        "external_ref": None,
        "title": {"en": "A network for the EduCamp"},
        "company": {"accounts": [{"handle": one["handle"]} for one in whole["company"]["accounts"]]},
        "answers": [{"kind": "promised"}],
        "links": {"page": whole["links"]["page"]},
    }


@pytest.mark.parametrize("fields", ["totals,totals.posts", "totals.posts,totals"])
def test_whole_field_is_more_than_a_part_of_it(fields: str) -> None:
    assert read_fields(fields, MetricsSerializer) == {"totals": {}}


def test_choice_is_a_tree() -> None:
    chosen = read_fields("networks.totals.posts,networks.network,series", MetricsSerializer)
    assert chosen == {"series": {}, "networks": {"network": {}, "totals": {"posts": {}}}}
    assert [chosen.wants("series"), chosen.wants("totals"), chosen.wants("totals", "networks")] == [
        True,
        False,
        True,
    ]
    assert Chosen().wants("totals")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            "id,colour",
            "There is no field colour here. Known are: campaign, totals, networks, response_seconds, steps, series.",
        ),
        (
            "networks.totals.day",
            (
                "There is no field networks.totals.day here. Known are: posts, people, favorites, reposts, replies, "
                "friendly_percent, estimated_reach."
            ),
        ),
        ("campaign.id", "There is no field campaign.id here. Known are: none."),
        (
            "campaign,",
            "There is no field  here. Known are: campaign, totals, networks, response_seconds, steps, series.",
        ),
    ],
)
def test_unknown_field_is_told_with_those_that_are_known(fields: str, told: str) -> None:
    with pytest.raises(InvalidParameters) as caught:
        read_fields(fields, MetricsSerializer)
    details: Any = caught.value.get_full_details()
    assert details["fields"][-1] == {"message": told, "code": "unknown_field"}


def test_unknown_fields_are_a_problem(caller: Caller) -> None:
    answer = caller.get(LIST, {"fields": "colour,id,title.fr"})
    wrong = [(error["parameter"], error["code"]) for error in answer.json()["errors"]]
    assert (answer.status_code, wrong) == (400, [("fields", "unknown_field")] * 2)
    assert answer["Content-Type"] == "application/problem+json"


def test_what_is_written_is_told_whole(caller: Caller) -> None:
    campaign = make_campaign(caller.membership)
    answer = caller.send("post", f"{LIST}{campaign.id}/submit/?fields=id")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown_parameter")


def queries_of(caller: Caller, path: str, **query: str) -> int:
    caller.get("/api/v1/companies/")  # the token's use is noted once a minute
    with CaptureQueriesContext(connection) as captured:
        assert caller.get(path, query).status_code == 200
    return len(captured)


def test_parts_that_are_not_told_are_not_read(caller: Caller) -> None:
    told = []
    for _number in range(2):
        campaign = tell(caller.membership)
        told.append(
            [
                queries_of(caller, LIST, fields="id,title,links"),
                queries_of(caller, LIST, fields="hashtags,response_seconds,company.accounts"),
                queries_of(caller, f"{LIST}{campaign.id}/metrics/", fields="totals.posts"),
                queries_of(caller, f"{LIST}{campaign.id}/metrics/", fields="series"),
                queries_of(caller, f"{LIST}{campaign.id}/metrics/", format="csv"),
            ]
        )
    assert told == [[QUERIES_OF_LIST - 4, QUERIES_OF_LIST - 1, 8, 7, 7]] * 2


def test_columns_of_a_table_are_chosen_in_their_order(caller: Caller) -> None:
    path = f"{LIST}{tell(caller.membership).id}/metrics/"
    table = caller.get(path, {"format": "csv", "fields": "posts,network"})
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table.content.decode().splitlines() == ["posts,network", "1,bluesky", "3,mastodon", "1,mastodon"]
    refused = caller.get(path, {"format": "csv", "fields": "totals"})
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (400, "fields")


def test_kept_lists_and_tags_are_each_choices_own(caller: Caller) -> None:
    make_campaign(caller.membership)
    for _again in range(2):
        answers = [caller.get(LIST, query) for query in ({}, {"fields": "id"}, {"fields": "id,slug"})]
        assert [len(answer.json()["results"][0]) for answer in answers][1:] == [1, 2]
        assert [answer["Content-Type"] for answer in answers] == ["application/json", PART, PART]
        assert len({answer["ETag"] for answer in answers}) == 3
    known = caller.get(LIST, {"fields": "id"}, if_none_match=answers[1]["ETag"])
    assert (known.status_code, known.content) == (304, b"")
