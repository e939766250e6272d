"""Each list of the API at three lengths: how often the database is asked, and how long a page of fifty takes."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.asking.growing import LISTS, Growing, Stage
from tests.benchmarks.report import Row
from tests.support import database

SIZES, ASKED = (1, 50, 10_000), 25
PAGE = 50
# A page of many may take so much longer than one of a list that is no longer than the page.
TARGET = 2.0


@dataclass(frozen=True)
class Measured:
    """A list at one length. Times are milliseconds."""

    length: int
    queries: int
    times: list[float]

    @property
    def least(self) -> float:
        """What it costs when nothing else gets in the way; that is compared."""
        return min(self.times)

    def __str__(self) -> str:
        return f"{self.length}: {self.least:.0f} ms, median {statistics.median(self.times):.0f}, at most {max(self.times):.0f}"


def size_rows(stages: Sequence[Stage], name: str) -> list[Row]:
    """Two rows for each list. Every other organization in `stages` has as much as the one that asks, the first."""
    rows = []
    for what, growing in LISTS.items():
        measured = [_measured(growing, stages, name, size) for size in SIZES]
        rows += _rows(what, growing, measured)
    return rows


def _rows(what: str, growing: Growing, measured: list[Measured]) -> list[Row]:
    least, few, many = measured
    more = max(one.queries for one in measured) - least.queries
    limit = f", {growing.most} are the most" if growing.most < SIZES[-1] else ""
    told = "; ".join(str(one) for one in measured)
    return [
        Row(f"{what}: queries more with {many.length} than with {least.length} ({least.queries}{limit})", more, 0),
        Row(f"{what}: a page of {many.length} / of {few.length} ({told})", round(many.least / few.least, 2), TARGET),
    ]  # fmt: skip


def _measured(growing: Growing, stages: Sequence[Stage], name: str, size: int) -> Measured:
    *_others, length = [growing.grow(stage, size) for stage in reversed(stages)]
    with database.owner_connection(name) as owner:
        owner.execute("VACUUM ANALYZE")  # as the database does by itself
    stage = stages[0]
    caller = Client(headers={"authorization": f"Bearer {stage.secret}"})
    address = f"{stage.path(growing.path)}?page_size={PAGE}"
    _made(caller, address)  # plans, and the token's use, which is noted once a minute
    with CaptureQueriesContext(connection) as queries:
        _made(caller, address)
    return Measured(length, len(queries), [_made(caller, address) for _ in range(ASKED)])


def _made(caller: Client, address: str) -> float:
    """How many milliseconds an answer takes that nobody keeps."""
    cache.clear()
    caches["near"].clear()
    begun = time.perf_counter()
    answer = caller.get(address)
    took = (time.perf_counter() - begun) * 1000
    assert answer.status_code == 200, answer.content
    return took
