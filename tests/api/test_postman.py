"""The collection for Postman and Bruno: every request of it is sent, as it stands, to a real server."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
import time_machine
from pytest_django.live_server_helper import LiveServer

from api.postman import FILE, address
from tests.api.conftest import Caller, caller_of
from tests.api.operations import LATER, OPERATIONS, PAGE, Operation, Scene, scene
from tests.clients.test_written import CLIENTS
from tests.factories import make_organization
from tests.support.event_page import event_page

VARIABLE = re.compile(r"{{(\$?\w[\w-]*)}}")
# What is done in one order in a scene cannot be done in another; so many scenes are enough for all of it.
SCENES = 4


@pytest.fixture(scope="module")
def collection() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CLIENTS / FILE).read_text())
    return found


def requests_in(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield from requests_in(item["item"]) if "item" in item else [item["request"]]


def test_collection_has_what_postman_needs(collection: dict[str, Any]) -> None:
    assert collection["info"]["schema"].endswith("/collection/v2.1.0/collection.json")
    assert collection["auth"]["bearer"][0] == {"key": "token", "value": "{{token}}", "type": "string"}
    variables = {variable["key"] for variable in collection["variable"]}
    named = set(VARIABLE.findall(json.dumps(collection)))
    assert named - variables == {"$guid"}
    assert variables - named == set()


def test_collection_has_a_request_for_every_operation(collection: dict[str, Any]) -> None:
    asked = [(request["method"], place_of(request)) for request in requests_in(collection["item"])]
    assert sorted(asked) == sorted(known())


def known() -> dict[tuple[str, str], Operation]:
    return {(operation.method.upper(), address(operation.path)): operation for operation in OPERATIONS}


def place_of(request: Mapping[str, Any]) -> str:
    return "/".join(request["url"]["path"])


@dataclass
class Sender:
    """Sends as Postman does: variables filled in, what is turned off left out, the last `ETag` remembered."""

    token: str
    variables: dict[str, str]

    def send(self, request: Mapping[str, Any]) -> int:
        """The status of the answer."""
        if any(header["key"] == "If-Match" for header in request["header"]):
            self._send("GET", request, None)
        return self._send(request["method"], request, request.get("body", {}).get("raw"))

    def _send(self, method: str, request: Mapping[str, Any], body: str | None) -> int:
        sent = [header for header in request["header"] if not header.get("disabled")]
        headers = {header["key"]: self._filled(header["value"]) for header in sent}
        headers |= {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data, url = body.encode() if body else None, self._filled(request["url"]["raw"])
        try:
            with urlopen(Request(url, data, headers, method=method)) as answer:
                self.variables["etag"] = answer.headers["ETag"] or self.variables["etag"]
                return int(answer.status)
        except HTTPError as error:
            error.close()
            return error.code

    def _filled(self, text: str) -> str:
        text = text.replace(quote(PAGE, safe=""), quote(event_page().url, safe=""))
        return VARIABLE.sub(lambda found: {**self.variables, "$guid": str(uuid4())}[found[1]], text)


def sender_of(caller: Caller, here: Scene, operation: Operation, site: str) -> Sender:
    """With the ids of what the operation is about in the scene."""
    named = zip(address(operation.path).split("/"), here.path(operation).strip("/").split("/"), strict=False)
    ids = {name.strip("{}"): value for name, value in named if name.startswith("{{")}
    return Sender(caller.secret, {"base_url": site, "etag": "", **ids})


def test_every_request_is_answered_as_documented(collection: dict[str, Any], live_server: LiveServer) -> None:
    waiting = list(requests_in(collection["item"]))
    told: dict[str, int] = {}
    with time_machine.travel(LATER, tick=False):
        for number in range(SCENES):
            caller = caller_of(make_organization(slug=f"educamp-{number}"))
            here = scene(caller)
            for request in waiting:
                operation = known()[request["method"], place_of(request)]
                told[operation.name] = sender_of(caller, here, operation, live_server.url).send(request)
            waiting = [one for one in waiting if not is_done(one, told)]
    assert {operation.name: told[operation.name] for operation in OPERATIONS} == {
        operation.name: operation.status for operation in OPERATIONS
    }


def is_done(request: Mapping[str, Any], told: Mapping[str, int]) -> bool:
    operation = known()[request["method"], place_of(request)]
    return told[operation.name] == operation.status
