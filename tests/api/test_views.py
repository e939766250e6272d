"""What every address of the API has in common."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.actors import actor_of
from accounts.scope import current, organization_scope
from accounts.tokens.operations import issue_token, revoke_token
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.api.conftest import Caller, caller_of
from tests.factories import hear, make_campaign, make_organization, post_seen

pytestmark = pytest.mark.django_db
LIST = "/api/v1/campaigns/"
PROBLEM = "application/problem+json"


def authorized(header: str | None) -> Any:
    headers = {} if header is None else {"authorization": header}
    return Client(headers=headers).get(LIST)


@pytest.mark.parametrize("header", [None, "", "Basic Y2FuZHk6c3Rvcm0=", "candy_without_a_scheme"])
def test_without_a_token_one_is_asked_for(header: str | None) -> None:
    answer = authorized(header)
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert answer.json()["code"] == "not_authenticated"
    assert answer["WWW-Authenticate"].startswith('Bearer realm="api"')


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer nonsense", "Bearer caf\u00e9", f"Bearer candy_{'0' * 34}_2JtKnr"]
)
def test_token_that_is_none_is_refused(header: str) -> None:
    answer = authorized(header)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")
    assert answer["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'


def test_scheme_is_read_in_any_case(caller: Caller) -> None:
    assert authorized(f"bearer  {caller.secret}").status_code == 200


def test_expired_and_revoked_tokens_are_refused_alike() -> None:
    owner = make_organization()
    now, actor = clock.now(), actor_of(owner)
    wishes: dict[str, Any] = {"name": "Shop", "scopes": ["campaigns:read"], "actor": actor}
    expired = issue_token(**wishes, now=now - timedelta(days=2), expires_at=now - timedelta(days=1))
    revoked = issue_token(**wishes, now=now)
    revoke_token(token_id=revoked.token.id, actor=actor, now=now)
    answers = [authorized(f"Bearer {issued.secret}") for issued in (expired, revoked)]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()


def test_each_address_needs_its_scope() -> None:
    owner = make_organization()
    campaign = make_campaign(owner)
    one = f"{LIST}{campaign.id}/"
    needs = {LIST: "campaigns:read", one: "campaigns:read", f"{one}metrics/": "metrics:read"}
    reached = {
        scope: [path for path in needs if caller_of(owner, [scope]).get(path).status_code == 200]
        for scope in (
            "campaigns:read",
            "metrics:read",
            "campaigns:write",
            "supporters:read",
            "supporters:addresses",
            "webhooks:write",
        )
    }
    assert reached == {
        "campaigns:read": [LIST, one],
        "metrics:read": [f"{one}metrics/"],
        "campaigns:write": [],
        "supporters:read": [],
        "supporters:addresses": [],
        "webhooks:write": [],
    }


def test_missing_scope_is_named() -> None:
    answer = caller_of(make_organization(), ["metrics:read"]).get(LIST)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert "campaigns:read" in answer.json()["detail"]
    challenge = 'Bearer realm="api", error="insufficient_scope", scope="campaigns:read"'
    assert answer["WWW-Authenticate"] == challenge


def test_unchanged_answer_is_not_sent_again(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="live")
    for path in (LIST, f"{LIST}{campaign.id}/", f"{LIST}{campaign.id}/metrics/"):
        first = caller.get(path)
        tag = first["ETag"]
        assert (first["Cache-Control"], "Authorization" in first["Vary"]) == ("private, no-cache", True)
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = caller.get(path, if_none_match=known)
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
            assert again["Cache-Control"] == "private, no-cache"
        assert caller.get(path, if_none_match='"other"').content == first.content


def test_changed_answer_has_another_tag(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="live")
    path = f"{LIST}{campaign.id}/metrics/"
    tag = caller.get(path)["ETag"]
    hear(campaign, post_seen(1))
    answer = caller.get(path, if_none_match=tag)
    assert (answer.status_code, answer["ETag"] != tag) == (200, True)


def test_errors_carry_no_tag(caller: Caller) -> None:
    assert "ETag" not in caller.get(LIST, {"page": "0"})


def test_head_answers_like_get_without_a_body(caller: Caller) -> None:
    got, head = caller.get(LIST), caller.send("head", LIST)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused_with_those_that_are_possible(caller: Caller, method: str) -> None:
    answer = caller.send(method, f"{LIST}?unknown=1")
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, PROBLEM, "GET, HEAD, POST")
    assert answer.json()["detail"] == "Possible here: GET, HEAD, POST."


def test_other_formats_are_refused(caller: Caller) -> None:
    answer = caller.get(LIST, accept="text/csv")
    assert (answer.status_code, answer["Content-Type"]) == (406, PROBLEM)
    assert caller.get(LIST, accept="application/problem+json, application/json").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/nothing/",
        "/api/v1/",
        "/api/v1/campaigns/not.an.id/",
        "/api/v2/x/",
        "/api/a%0Ab/",
        "/api/%0A",
    ],
)
def test_addresses_that_are_none_answer_with_a_problem(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
    assert answer.json()["code"] == "not_found"


def test_forgotten_slash_is_pointed_out() -> None:
    answer = Client().get("/api/v1/campaigns")
    assert (answer.status_code, "end with a slash" in answer.json()["detail"]) == (404, True)
    sent = Client(enforce_csrf_checks=True).post("/api/v1/campaigns")
    assert (sent.status_code, sent["Content-Type"]) == (404, PROBLEM)


def test_host_that_is_not_ours_is_a_problem_under_api_only() -> None:
    client = Client(SERVER_NAME="elsewhere.example", raise_request_exception=False)
    answer = client.get(LIST)
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (
        400,
        PROBLEM,
        "bad_request",
    )
    assert client.get("/elsewhere/")["Content-Type"] != PROBLEM


@pytest.mark.urls("tests.api.strange_urls")
def test_fault_of_ours_is_a_problem_and_undoes_what_was_done(caller: Caller) -> None:
    campaign = make_campaign(caller.membership)
    answer = caller.get("/api/breaks/")
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)
    assert answer.json()["code"] == "server_error"
    assert "ZeroDivisionError" not in answer.content.decode()
    with organization_scope(caller.membership.organization_id):
        assert Campaign.objects.get().slug == campaign.slug


@pytest.mark.urls("tests.api.strange_urls")
def test_rendering_happens_in_the_scope_and_the_scope_ends(caller: Caller) -> None:
    assert caller.get("/api/late/").json() == {"scope": str(caller.membership.organization_id)}
    assert current() is None


def test_errors_come_in_the_language_asked_for(caller: Caller) -> None:
    answer = caller.get(LIST, {"page": "x"}, accept_language="de")
    assert answer["Content-Language"] == "de"
    assert "Accept-Language" in answer["Vary"]
