"""What it costs to take posts in and to tell the numbers, with few and with very many posts present.

    ./dev bench ingest [--scale 0.01] [--only copy size stream] [--json FILE]

Runs in databases of its own on the tests' servers. `--scale` makes everything smaller while developing; only the figures of
scale 1 count. The baseline is COPY of the same rows into the same table with its indexes and keys, as its owner with row
security off, in the same batches: authors exist already, nothing is looked up, nothing is counted. Ratios are the middle of five
rounds, in which both sides take turns; the row names the least and the most as well.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")
django.setup()

from tests.benchmarks.report import Row, report  # noqa: E402 - Django first
from tests.benchmarks.taking_in import storage, stream  # noqa: E402
from tests.benchmarks.taking_in.place import workshop  # noqa: E402

PARTS: dict[str, Callable[[float], dict[str, list[float]]]] = {
    "copy": storage.against_copy,
    "size": storage.by_size,
    "stream": stream.sustained,
}
# figure -> its name in the table, the target, whether the value should stay below it
TARGETS: dict[str, tuple[str, float, bool]] = {
    "ingest_of_copy": ("ingest, of the rate of COPY into the same table", 0.5, False),
    "ingest_rate": ("posts a second, ingest", 0, False),
    "copy_rate": ("posts a second, COPY", 0, False),
    "rate_when_large": ("ingest rate with 5 million posts, of that with 100,000", 0.8, False),
    "hourly": ("30 days by hour at 5 million posts, of the time at 10,000", 1.3, True),
    "totals": ("totals at 5 million posts, of the time at 10,000", 1.3, True),
    "top": ("top posts at 5 million posts, of the time at 10,000", 1.3, True),
    "lag_p99": ("s, lag of the stream at 2,000 events/s, p99", 2, True),
    "lag_growth": ("s, median lag of the last fifth above the first fifth's", 0.5, True),
    "matched": ("posts a second, matched and taken in for 1,000 campaigns", 190, False),
}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench ingest")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    options, rest = parser.parse_known_args(words)
    with workshop():
        figures = [found for name in options.only for found in PARTS[name](options.scale).items()]
    return report([_row(figure, values) for figure, values in figures], rest)


def _row(figure: str, values: list[float]) -> Row:
    name, target, at_most = TARGETS[figure]
    spread = f" ({min(values):.3g} to {max(values):.3g})" if len(values) > 1 else ""
    return Row(f"{name}{spread}", float(f"{statistics.median(values):.3g}"), target, at_most)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
