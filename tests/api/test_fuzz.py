"""Generated requests, good and bad: no server error, and no answer that the document does not tell.

./dev test -m schema sends them to every operation; FUZZ=2000 says how many to each.
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.live_server_helper import LiveServer
from schemathesis import Case, GenerationMode

from tests.api.asking import NOT_TOLD
from tests.api.conftest import caller_of
from tests.api.operations import LIST, OPERATIONS, Operation, scene
from tests.factories import make_organization

REQUESTS = int(os.environ.get("FUZZ", "10"))
READS = [
    operation for operation in OPERATIONS if operation.path.startswith(LIST) and operation.method == "get"
][:3]
MODES = pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"]
)


@MODES
@pytest.mark.parametrize("operation", READS, ids=lambda operation: operation.name)
def test_no_request_is_answered_in_an_undocumented_way(
    live_server: LiveServer, operation: Operation, mode: GenerationMode
) -> None:
    fuzz(live_server, operation, mode)


@pytest.mark.schema
@MODES
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_no_operation_is_answered_in_an_undocumented_way(
    live_server: LiveServer, operation: Operation, mode: GenerationMode
) -> None:
    fuzz(live_server, operation, mode)


def fuzz(live_server: LiveServer, operation: Operation, mode: GenerationMode) -> None:
    """Send generated requests, about half of them about something that there is."""
    caller = caller_of(make_organization())
    here = scene(caller)
    document = schemathesis.openapi.from_url(f"{live_server.url}/api/schema/")
    strategy = document[operation.path][operation.method.upper()].as_strategy(generation_mode=mode)

    @given(case=strategy, is_known=st.booleans())
    @settings(
        max_examples=REQUESTS,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Case[Any], is_known: bool) -> None:
        if is_known:
            known = {name: str(value) for name, value in here.ids[operation.of].items()}
            case.path_parameters.update({name: known[name] for name in case.path_parameters})
        headers = {"Authorization": f"Bearer {caller.secret}"}
        case.call_and_validate(headers=headers, excluded_checks=NOT_TOLD)

    send()
