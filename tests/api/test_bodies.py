"""Bodies, read strictly."""

from typing import Any

import pytest
import time_machine

from tests.api.conftest import Caller
from tests.factories import NOW, make_campaign

pytestmark = pytest.mark.django_db
LIST = "/api/v1/campaigns/"


def wrong(answer: Any) -> list[tuple[str, str]]:
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json"), answer.content
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([], [("#", "invalid")]),
        ({"titel": {}}, [("#/titel", "unknown_field")]),
        ({"event": {"nmae": "x"}}, [("#/event/nmae", "unknown_field")]),
        ({"title": {"fr": "x"}}, [("#/title/fr", "unknown_field")]),
        ({"title": "x"}, [("#/title", "not_a_dict")]),
        ({"languages": ["fr"]}, [("#/languages/0", "invalid_choice")]),
        ({"deadline": "tomorrow"}, [("#/deadline", "invalid")]),
        ({"deadline": "0001-01-01T00:00:00Z"}, [("#/deadline", "min_value")]),
        ({"sample_posts": [{"language": "en"}]}, [("#/sample_posts/0/text", "required")]),
        ({"sample_posts": [{"language": "en", "text": "x", "a/b": 1}]}, [("#/sample_posts/0/a~1b", "unknown_field")]),
        ({"proposed_company": {"name": "x", "accounts": [{"network": "y", "handle": "z"}]}}, [("#/proposed_company/accounts/0/network", "invalid_choice")]),
        ({"external_ref": {"system": "x"}}, [("#/external_ref/event", "required")]),
        ({"titel": 1, "deadline": "x"}, [("#/deadline", "invalid"), ("#/titel", "unknown_field")]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_pointed_at(
    caller: Caller, body: Any, expected: list[tuple[str, str]]
) -> None:
    assert sorted(wrong(caller.send("post", LIST, body))) == sorted(expected)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"languages": ["en"]}, ["#/title/en"]),
        ({"languages": ["en"], "title": {"en": "x" * 101}}, ["#/title/en"]),
        ({"languages": ["en"], "title": {"de": "x"}}, ["#/title/de", "#/title/en"]),
        ({"languages": ["en"], "event": {"name": "x" * 151, "url": "x"}}, ["#/event/name", "#/event/url"]),
        ({"languages": ["en"], "event": {"name": "x", "time_zone": "x"}}, ["#/event/time_zone"]),
        ({"languages": ["en"], "event": {"name": "x"}, "hashtags": ["1"]}, ["#/hashtags"]),
        ({"languages": ["en"], "event": {"name": "x"}, "company_id": "0" * 32}, ["#/company_id"]),
        (
            {"languages": ["en"], "event": {"name": "x"}, "proposed_company": {"name": "x", "accounts": []}},
            ["#/proposed_company/accounts"],
        ),
    ],
)
def test_what_an_operation_refuses_is_pointed_at_in_the_body(
    caller: Caller, body: Any, expected: list[str]
) -> None:
    told = wrong(caller.send("post", LIST, body))
    assert sorted(pointer for pointer, _code in told) == expected
    assert {code for _pointer, code in told} == {"invalid"}


@time_machine.travel(NOW, tick=False)
def test_what_is_missing_to_hand_in_is_pointed_at(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, hashtags=(), company_id=None, event_name="")
    told = caller.send("post", f"{LIST}{campaign.id}/submit/")
    assert told.json()["code"] == "not_ready"
    assert {pointer for pointer, _code in wrong(told)} == {"#/event/name", "#/company_id", "#/hashtags"}


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        ("{", "application/json", 400, "parse_error"),
        ("[" * 100_000, "application/json", 400, "parse_error"),
        ('{"deadline_days_before": NaN}', "application/json", 400, "parse_error"),
        (b"\xff", "application/json", 400, "parse_error"),
        ("title=x", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        ('{"a": "' + "x" * 1_000_000 + '"}', "application/json", 400, "bad_request"),
    ],
    ids=["broken", "deep", "nan", "bytes", "form", "large"],
)
def test_bodies_that_are_no_json_are_refused(
    caller: Caller, body: Any, kind: str, status: int, code: str
) -> None:
    answer = caller.send("post", LIST, body, content_type=kind)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_method_that_changes_something_takes_no_parameters(caller: Caller) -> None:
    answer = caller.send("post", f"{LIST}?page=1", {})
    assert answer.json()["errors"][0]["code"] == "unknown_parameter"
