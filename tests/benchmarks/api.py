"""What a list of the API costs beside a bare DRF view that returns the same JSON, through the same server and middleware.

One process of granian serves both, as `./dev up` starts it; rounds of the two sides alternate. The bare view has no token, scope,
limits, queries or ETag: it hands DRF the data ready. And what each list asks the database at 1, 50 and 10,000 rows. SECONDS in
the environment is how long a round takes.
"""

import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")
django.setup()

from django.conf import settings  # noqa: E402 - models need Django set up
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from accounts.actors import actor_of  # noqa: E402
from accounts.models import Membership  # noqa: E402
from accounts.scope import organization_scope  # noqa: E402
from accounts.tokens.operations import issue_token  # noqa: E402
from accounts.tokens.scopes import TokenScope  # noqa: E402
from campaigns.models import Campaign, Hashtag, SamplePost  # noqa: E402
from candyplatform.base import clock  # noqa: E402
from tests.benchmarks.load import answer_to, request  # noqa: E402
from tests.benchmarks.pages import asks, compared, served  # noqa: E402
from tests.benchmarks.report import Row, report  # noqa: E402
from tests.factories import SAMPLES, hear, make_campaign, make_organization, post_seen  # noqa: E402
from tests.support import database  # noqa: E402

LIST = "/api/v1/campaigns/?page_size=50"
# How many campaigns there are, and an order that was not asked for before, so that the list is made.
SIZES = {1: "slug", 50: "created_at", 10_000: "modified_at"}


def build() -> tuple[Membership, str]:
    """An organization with one campaign that has everything, and its token."""
    now = clock.now()
    owner = make_organization("Bench", slug="bench", now=now)
    first = make_campaign(owner, state="live", now=now)
    hear(first, *(post_seen(number, posted_at=now) for number in range(60)), now=now)
    issued = issue_token(actor=actor_of(owner), name="Bench", scopes=TokenScope.values, now=now)
    return owner, issued.secret


def grow(owner: Membership, size: int) -> None:
    """Copies of the first campaign, with hashtags and sample posts, until there are so many."""
    with organization_scope(owner.organization_id):
        first = Campaign.objects.order_by("created_at")[0]
        tags = list(first.hashtags.all())
        made = [_copy(first, number) for number in range(Campaign.objects.count(), size)]
        Campaign.objects.bulk_create(made, batch_size=500)
        own = {"organization_id": owner.organization_id}
        Hashtag.objects.bulk_create(
            [Hashtag(campaign=copy, text=tag.text, folded=tag.folded, position=tag.position, **own) for copy in made for tag in tags],
            batch_size=1000,
        )  # fmt: skip
        SamplePost.objects.bulk_create(
            [SamplePost(campaign=copy, language=sample.language, text=sample.text, purpose=sample.purpose, **own) for copy in made for sample in SAMPLES],
            batch_size=1000,
        )  # fmt: skip


def _copy(first: Campaign, number: int) -> Campaign:
    kept = {field.attname: getattr(first, field.attname) for field in Campaign._meta.concrete_fields}
    created_at = first.created_at + timedelta(seconds=number)
    code = f"{number:010d}"
    return Campaign(
        **{**kept, "id": uuid4(), "slug": f"copy-{number}", "short_code": code, "created_at": created_at}
    )


def size_rows(owner: Membership, secret: str) -> list[Row]:
    """Queries and time of the list at each size: the largest may not ask more than the smallest."""
    caller = Client(headers={"authorization": f"Bearer {secret}"})
    counted, took = [], []
    for size, ordering in SIZES.items():
        grow(owner, size)
        caller.get(LIST)  # the token's use is noted once a minute
        with CaptureQueriesContext(connection) as queries:
            begun = time.perf_counter()
            assert caller.get(f"{LIST}&ordering={ordering}").json()["count"] == size
            took.append(f"{(time.perf_counter() - begun) * 1000:.0f} ms")
        counted.append(len(queries))
    sizes, times = (", ".join(str(value) for value in values) for values in (SIZES, took))
    name = f"list of campaigns: queries more with {max(SIZES)} than with {min(SIZES)} ({counted[0]}; {sizes} took {times})"
    return [Row(name, counted[-1] - counted[0], 0)]


def list_row(secret: str, name: str) -> Row:
    """Fifty campaigns, beside the same JSON from a bare view."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with served(name, folder) as port:
            header = f"Authorization: Bearer {secret}\r\n"
            status, _head, body = answer_to(port, request(port, LIST, headers=header))
            assert status == 200, status
            (folder / "list.json").write_bytes(body)
            ours, bare = asks(port, LIST, header), asks(port, "/bare/api/")
            return compared("list of 50 campaigns / bare DRF view of the same JSON", ours, bare, 0.5)


def main() -> list[Row]:
    """Build, measure, throw away."""
    setup_test_environment(debug=False)
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/second")
    original = settings.DATABASES["owner"]["NAME"]
    name = database.create()
    try:
        owner, secret = build()
        return [*size_rows(owner, secret), list_row(secret, name)]
    finally:
        database.drop(name, original)


if __name__ == "__main__":
    sys.exit(report(main(), sys.argv[1:]))
