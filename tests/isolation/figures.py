"""What the suite has to say at the end of a run, gathered from the tests' own properties."""

from collections.abc import Iterator, Sequence
from typing import Any

ISOLATION, POOLED, MUTATION = "isolation", "pooled", "mutation"


def lines(told: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """One line for each part that ran. `told` are the tests' properties: name and value."""
    if tried := [value for name, value in told if name == ISOLATION]:
        routes, requests, foreign = (sum(int(found[place]) for found in tried) for place in (0, 3, 4))
        methods, roles = tried[0][1], tried[0][2]
        yield (
            f"isolation: {routes} routes x {methods} methods x {roles} roles, {requests} requests, "
            f"{foreign} foreign values seen, {sum(int(found[5]) for found in tried)} unclassified"
        )
    for part in (POOLED, MUTATION):
        yield from (f"{part}: {value}" for name, value in told if name == part)
