"""What a list of the API costs beside a bare DRF view that returns the same JSON, through the same server and middleware.

One process of granian serves both, as `./dev up` starts it; rounds of the two sides alternate. The bare view has no token, scope,
limits, queries or ETag: it hands DRF the data ready. Then every list at 1, 50 and 10,000 rows, in this process, beside an
organization that has as many. SECONDS in the environment is how long a round takes.
"""

import os
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")
django.setup()

from django.conf import settings  # noqa: E402 - models need Django set up
from django.test.utils import setup_test_environment  # noqa: E402

from tests.benchmarks.asking.growing import CAMPAIGNS, LISTS, Stage, set_up  # noqa: E402
from tests.benchmarks.asking.sizes import size_rows  # noqa: E402
from tests.benchmarks.load import answer_to, request  # noqa: E402
from tests.benchmarks.pages import asks, compared, served  # noqa: E402
from tests.benchmarks.report import Row, report  # noqa: E402
from tests.support import database  # noqa: E402

LIST, LENGTH = f"{CAMPAIGNS}?page_size=50", 50


def list_rows(stage: Stage, name: str) -> list[Row]:
    """Fifty campaigns, beside the same JSON from a bare view; whole, and for who has it already."""
    LISTS["campaigns"].grow(stage, LENGTH)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with served(name, folder) as port:
            header = f"Authorization: Bearer {stage.secret}\r\n"
            status, head, body = answer_to(port, request(port, LIST, headers=header))
            assert status == 200, status
            (folder / "list.json").write_bytes(body)
            etag = next(
                line.partition(b": ")[2].decode()
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"etag")
            )
            has_it = f"{header}If-None-Match: {etag}\r\n"
            bare = asks(port, "/bare/api/")
            what = f"list of {LENGTH} campaigns ({len(body) / 1000:.0f} kB)"
            return [
                compared(f"{what} / bare DRF view of the same JSON", asks(port, LIST, header), bare, 0.5),
                compared(f"{what} that the asker has / bare DRF view of it", asks(port, LIST, has_it), bare, 0.5),
            ]  # fmt: skip


def main() -> list[Row]:
    """Build, measure, throw away."""
    setup_test_environment(debug=False)
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/second")
    original = settings.DATABASES["owner"]["NAME"]
    name = database.create()
    try:
        compared_with_bare = list_rows(set_up("listed"), name)
        return [*compared_with_bare, *size_rows([set_up("bench"), set_up("other")], name)]
    finally:
        database.drop(name, original)


if __name__ == "__main__":
    sys.exit(report(main(), sys.argv[1:]))
