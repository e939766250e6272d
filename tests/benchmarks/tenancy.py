"""What row security costs: the dashboard and the API's list of campaigns, with policies and without, at a million posts.

One organization holds 30 % of the posts. Requests with and without policies alternate through the same code, the filters of the
ORM included; without policies means as roles with the same privileges that bypass row security, one for the web's and one for the
readers'. The database is this benchmark's own and goes with it. POSTS in the environment asks for fewer.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")
django.setup()

from django.conf import settings  # noqa: E402 - models need Django set up
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from accounts.actors import actor_of  # noqa: E402
from accounts.models import Membership  # noqa: E402
from accounts.tokens.operations import issue_token  # noqa: E402
from accounts.tokens.scopes import TokenScope  # noqa: E402
from campaigns.models import Campaign  # noqa: E402
from candyplatform.base import clock, rls  # noqa: E402
from tests.benchmarks.report import Row, report  # noqa: E402
from tests.factories import make_campaign, make_company, make_organization  # noqa: E402
from tests.support import database  # noqa: E402

POSTS = int(os.environ.get("POSTS", "1000000"))
LARGE_SHARE, SMALL, CAMPAIGNS = 0.3, 35, 4
ROUNDS, REQUESTS, WARM_UP = 6, 100, 15
TARGET = 10.0
BOUND, BYPASSING = "bound", "bypassing"
READERS = {BOUND: rls.READERS}
Times = dict[str, list[float]]

# What a storm leaves behind, in one statement a table. `bench` lists the campaigns with how many posts each has.
FILL = """
    SET session_replication_role = replica;
    INSERT INTO campaigns_author
        (organization_id, campaign_id, network, native_id, handle, url, followers, is_bot, first_posted_at)
    SELECT organization_id, id, 'mastodon', 'https://m.example/' || n, 'fan' || n || '@m.example', '', 10, false,
        began + n * interval '1 second'
    FROM bench, generate_series(1, posts / 5) AS n ORDER BY id, n;
    INSERT INTO campaigns_post
        (organization_id, campaign_id, author_id, network, uri, native_id, url, text, language, in_reply_to, role, kindness,
        is_sensitive, posted_at, heard_at, favorites, reposts, replies, refresh_step)
    SELECT bench.organization_id, bench.id, first + n % (posts / 5), 'mastodon', 'https://m.example/p/' || n, n::text,
        'https://m.example/p/' || n, 'Dear company, please help. ' || n, 'en', '', 'supporter',
        CASE WHEN n % 100 = 0 THEN 'flagged' ELSE 'friendly' END, false,
        began + n * (interval '5 days' / posts), began, n * 7919 % 100, n % 7, n % 3, 0
    FROM bench JOIN (SELECT campaign_id, min(id) AS first FROM campaigns_author GROUP BY 1) a ON a.campaign_id = bench.id,
        generate_series(1, posts) AS n;
    INSERT INTO campaigns_hourlymetric
        (organization_id, campaign_id, network, hour, posts, new_authors, favorites, reposts, replies, checked, friendly, reach)
    SELECT organization_id, campaign_id, network, date_trunc('hour', posted_at), count(*), count(DISTINCT author_id),
        sum(favorites), sum(reposts), sum(replies), count(*), count(*) FILTER (WHERE kindness = 'friendly'),
        10 * count(DISTINCT author_id)
    FROM campaigns_post GROUP BY 1, 2, 3, 4;
"""


@dataclass
class Stage:
    """Whose requests are measured."""

    owner: Membership
    campaign: Campaign
    secret: str

    def asks(self) -> dict[str, Callable[[], Any]]:
        """What is measured: name -> one request."""
        browser, program = Client(), Client(headers={"authorization": f"Bearer {self.secret}"})
        browser.force_login(self.owner.user)
        page = f"/desk/{self.owner.organization.slug}/{self.campaign.slug}/"
        return {
            "dashboard": lambda: browser.get(page),
            "API list": lambda: program.get("/api/v1/campaigns/"),
        }


@contextmanager
def superuser(name: str) -> Iterator[psycopg.Connection]:
    """The embedded server's own; somebody else's server is not ours to add roles to."""
    host = settings.DATABASES["default"]["HOST"]
    try:
        with psycopg.connect(dbname=name, user="postgres", host=host, autocommit=True) as connection:
            yield connection
    except psycopg.OperationalError as error:
        sys.exit(
            f"This benchmark adds a role, so it needs ./dev's own PostgreSQL (unset DATABASE_URL): {error}"
        )


def build(name: str) -> Stage:
    """Organizations and campaigns by their operations, posts and rollups in bulk."""
    now = clock.now()
    company = make_company(now=now)
    owners = [make_organization(f"Organization {number}", now=now) for number in range(SMALL + 1)]
    campaigns = [
        [make_campaign(owner, state="live", company=company, now=now, slug=f"storm-{number}") for number in range(CAMPAIGNS)]
        for owner in owners
    ]  # fmt: skip
    scopes = [TokenScope.READ_CAMPAIGNS]
    secret = issue_token(actor=actor_of(owners[0]), name="Bench", scopes=scopes, now=now).secret
    large, small = POSTS * LARGE_SHARE / CAMPAIGNS, POSTS * (1 - LARGE_SHARE) / (SMALL * CAMPAIGNS)
    rows = [
        (found.id, found.organization_id, int(small if place else large), now)
        for place, found_here in enumerate(campaigns)
        for found in found_here
    ]
    with superuser(name) as connection, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench (id uuid, organization_id uuid, posts int, began timestamptz)"
        )
        cursor.executemany("INSERT INTO bench VALUES (%s, %s, %s, %s)", rows)
        cursor.execute(FILL)
        cursor.execute("VACUUM (ANALYZE)")
    return Stage(owners[0], campaigns[0][0], secret)


@contextmanager
def both_roles(name: str) -> Iterator[dict[str, Any]]:
    """A connection of the web role, and one of a role like it that bypasses row security and reads as one that does."""
    role = f"bench_{os.getpid()}"
    with superuser(name) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN BYPASSRLS IN ROLE candystorm_app")
        connection.execute(f"CREATE ROLE {role}_reader BYPASSRLS IN ROLE {rls.READERS} ROLE {role}")
        READERS[BYPASSING] = f"{role}_reader"
        try:
            shared = connections.settings["default"]
            connections.settings[BYPASSING] = shared | {"USER": role, "OPTIONS": dict(shared["OPTIONS"])}
            roles = {BOUND: connections["default"], BYPASSING: connections[BYPASSING]}
            yield roles
            for wrapper in roles.values():
                wrapper.close()
                wrapper.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
            connections["default"] = roles[BOUND]
        finally:
            connection.execute(f"DROP ROLE {role}_reader, {role}")


def measure(ask: Callable[[], Any], roles: dict[str, Any]) -> list[Times]:
    """Milliseconds by role, a round each; who comes first alternates."""
    rounds: list[Times] = []
    for number in range(-1, ROUNDS):
        times: Times = {BOUND: [], BYPASSING: []}
        for place in range(WARM_UP if number < 0 else REQUESTS):
            for role in (BOUND, BYPASSING) if place % 2 else (BYPASSING, BOUND):
                connections["default"] = roles[role]
                rls.READERS = READERS[role]
                started = time.perf_counter()
                response = ask()
                times[role].append((time.perf_counter() - started) * 1000)
                if response.status_code != 200:
                    sys.exit(f"answered with {response.status_code}")
        rounds.append(times)
    return rounds[1:]


def rows_of(name: str, rounds: list[Times]) -> list[Row]:
    """The figures of one request: how much more it takes with policies, over all rounds, and the least and most of a round."""
    rows = []
    for percent in (50, 95):
        figures = {
            role: _percentile([one for times in rounds for one in times[role]], percent) for role in rounds[0]
        }
        of_rounds = [
            _more(*(_percentile(times[role], percent) for role in (BOUND, BYPASSING))) for times in rounds
        ]
        label = (
            f"{name}, p{percent}: % more with policies ({figures[BOUND]:.1f} ms, without {figures[BYPASSING]:.1f} ms; "
            f"rounds {min(of_rounds):+.1f} to {max(of_rounds):+.1f})"
        )
        rows.append(Row(label, round(_more(figures[BOUND], figures[BYPASSING]), 1), TARGET))
    return rows


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _more(value: float, than: float) -> float:
    return (value / than - 1) * 100


def main() -> list[Row]:
    """Build, measure, throw away."""
    setup_test_environment(debug=False)
    # One program asks more often here than one may.
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/second")
    original = settings.DATABASES["owner"]["NAME"]
    name = database.create()
    try:
        started = time.monotonic()
        stage = build(name)
        print(
            f"{POSTS} posts in {SMALL + 1} organizations, made in {time.monotonic() - started:.0f} s",
            flush=True,
        )
        asks = stage.asks()
        with both_roles(name) as roles:
            return [row for what, ask in asks.items() for row in rows_of(what, measure(ask, roles))]
    finally:
        database.drop(name, original)


if __name__ == "__main__":
    sys.exit(report(main(), sys.argv[1:]))
