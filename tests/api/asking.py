"""Generated requests as one role after the other: what they are pointed at, and what none of their answers may be."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Flaky
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.generation.stateful.state_machine import APIStateMachine
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.api.conftest import Caller, caller_of
from tests.api.operations import Scene, scene
from tests.factories import make_organization

# What is bad may be put right on the way (the token, the id) or not be sent at all (an empty list): whether bad values are
# refused is for test_parameters.py and test_bodies.py.
NOT_TOLD: list[Any] = [negative_data_rejection, positive_data_acceptance]
ROLES = ("owner", "viewer", "stranger", "anonymous")
# An organization of this name is nobody else's, and no generator makes it up.
NAME = "Zuckerwattenwerkstatt"
STEPS = 20
_READS = ("campaigns:read", "metrics:read", "supporters:read", "organization:read")
_MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@dataclass
class Asking:
    """One role, what the organization has that it may ask about, and what was answered."""

    role: str
    headers: Mapping[str, str]
    known: Scene
    chance: Random
    statuses: Counter[int] = field(default_factory=Counter)
    operations: set[str] = field(default_factory=set)
    surprises: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        return self.statuses.total()

    def aim(self, case: Case[Any], share: float = 1) -> None:
        """Put ids of the organization into so large a share of the addresses, where it has any for all of them."""
        wanted = set(case.path_parameters)
        fitting = [ids for ids in self.known.ids.values() if wanted <= set(ids)]
        if wanted and fitting and self.chance.random() < share:
            ids = self.chance.choice(fitting)
            case.path_parameters.update({name: str(ids[name]) for name in wanted})

    def judge(self, case: Case[Any], response: Response) -> None:
        """Note what was answered; what may not be is a surprise."""
        self.statuses[response.status_code] += 1
        self.operations.add(case.operation.label)
        kwargs = {"headers": dict(self.headers)}
        try:
            case.validate_response(response, excluded_checks=NOT_TOLD, transport_kwargs=kwargs)
            self._judge_by_role(case, response)
        except (FailureGroup, AssertionError) as surprise:
            self.surprises.append(f"{case.as_curl_command()}\n{surprise}")

    def _judge_by_role(self, case: Case[Any], response: Response) -> None:
        writes = case.method not in ("GET", "HEAD", "OPTIONS", "TRACE")
        if self.role == "anonymous" or (self.role == "viewer" and writes):
            assert response.status_code >= 400, response.text
        if self.role in ("stranger", "anonymous"):
            assert NAME not in response.text

    def __str__(self) -> str:
        by_status = ", ".join(f"{status}: {count:,}" for status, count in sorted(self.statuses.items()))
        return f"{self.role}: {self.cases:,} cases, {len(self.operations)} operations, {len(self.surprises)} surprises ({by_status})"


def asking_as(role: str) -> Asking:
    """One of `ROLES`, beside an organization that has everything."""
    owner = caller_of(make_organization(NAME))
    known, headers = scene(owner), {}
    if caller := _caller(role, owner):
        headers = {"Authorization": f"Bearer {caller.secret}"}
    return Asking(role, headers, known, Random(role))


def _caller(role: str, owner: Caller) -> Caller | None:
    if role == "anonymous":
        return None
    if role == "stranger":
        return caller_of(make_organization("Other Camp"))
    return owner if role == "owner" else caller_of(owner.membership, _READS)


def ask_each_operation(asking: Asking, site: str, times: int) -> None:
    """Send so many requests to every operation, good and bad ones in turns."""
    document = schemathesis.openapi.from_url(f"{site}/api/schema/")
    for number, found in enumerate(document.get_all_operations()):
        assert isinstance(found, Ok)
        strategy = found.ok().as_strategy(generation_mode=_MODES[number % 2])

        @given(case=strategy)
        @_how(times)
        def send(case: Case[Any]) -> None:
            asking.aim(case, share=0.7)
            asking.judge(case, case.call(headers=dict(asking.headers)))

        send()


def tell_stories(asking: Asking, site: str, cases: int) -> None:
    """Send at least so many requests in sequences that use what earlier answers told."""
    document = schemathesis.openapi.from_url(f"{site}/api/schema/")
    document.config.generation.update(modes=_MODES)

    class Story(document.as_state_machine()):  # type: ignore[misc]  # made from the document
        def before_call(self, case: Case[Any]) -> None:
            asking.aim(case, share=0.3)

        def get_call_kwargs(self, case: Case[Any]) -> dict[str, Any]:
            return {"headers": dict(asking.headers)}

        def validate_response(self, response: Response, case: Case[Any], **_rest: Any) -> None:
            asking.judge(case, response)

    enough = asking.cases + cases
    while asking.cases < enough:
        _run(Story, number=asking.cases, stories=max(2, (enough - asking.cases) // STEPS))


def _run(story: type[APIStateMachine], number: int, stories: int) -> None:
    story.rule_order_seed = number
    # The platform remembers what earlier stories did, so the same choices may lead elsewhere: then the next run goes on.
    with suppress(Flaky):
        story.run(settings=_how(stories))


def _how(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
