"""Generated requests, good and bad: no server error, and no answer that the document does not tell.

FUZZ=2000 ./dev test tests/api/test_fuzz.py sends more of them.
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.live_server_helper import LiveServer
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from tests.api.conftest import caller_of
from tests.api.story import tell
from tests.factories import make_organization

ADDRESSES = ["/api/v1/campaigns/", "/api/v1/campaigns/{id}/", "/api/v1/campaigns/{id}/metrics/"]
# What is bad may be put right on the way (the token, the id) or not be sent at all (an empty list): whether bad values are
# refused is for test_parameters.py.
NOT_TOLD: list[Any] = [negative_data_rejection]
REQUESTS = int(os.environ.get("FUZZ", "10"))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_request_is_answered_in_an_undocumented_way(
    live_server: LiveServer, address: str, mode: GenerationMode
) -> None:
    caller = caller_of(make_organization())
    campaign = tell(caller.membership)
    operation = schemathesis.openapi.from_url(f"{live_server.url}/api/schema/")[address]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode), is_known=st.booleans())
    @settings(
        max_examples=REQUESTS,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Case[Any], is_known: bool) -> None:
        if is_known and "id" in case.path_parameters:
            case.path_parameters["id"] = str(campaign.id)
        headers = {"Authorization": f"Bearer {caller.secret}"}
        case.call_and_validate(headers=headers, excluded_checks=NOT_TOLD)

    send()
