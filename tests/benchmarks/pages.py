"""What a public page costs beside a bare Django view that returns the same bytes through the same server and middleware.

One process of granian serves both, as `./dev up` starts it; rounds of the two sides alternate. The proxy is nginx with
docker/nginx.conf, beside a file of the page's size; without nginx on this machine its rows are missing. At the end a crowd: 95 % page
reads, 4 % short links, 1 % "I posted it", as fast as they are answered. SECONDS in the environment is how long a round takes, CROWD the crowd.
"""

import contextlib
import os
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")
django.setup()

from django.conf import settings  # noqa: E402 - models need Django set up
from django.core.cache import cache  # noqa: E402
from django.db import connection as database_connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from accounts.scope import organization_scope  # noqa: E402
from campaigns.enums import Step  # noqa: E402
from campaigns.models import Campaign, SaidPost, StepCount  # noqa: E402
from candyplatform.base import clock  # noqa: E402
from tests.benchmarks.load import answer_to, rate, read_answer, request  # noqa: E402
from tests.benchmarks.report import Row, report  # noqa: E402
from tests.factories import hear, make_campaign, make_organization, post_seen  # noqa: E402
from tests.support import database, web  # noqa: E402
from tests.support.ports import free_port  # noqa: E402

SECONDS = float(os.environ.get("SECONDS", "2"))
CROWD = float(os.environ.get("CROWD", "60"))
ROUNDS, POSTS, ASKING, PIPELINED = 5, 300, 8, 16
PAGE, LIVE = "/bench/storm/", "/bench/storm/live.json?lang=en"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
APPLICATION = "tests.benchmarks.serving.application:application"
CONFIGURATION = Path(__file__).resolve().parents[2] / "docker" / "nginx.conf"
Ask = Callable[[], float]


def build() -> Campaign:
    """A live campaign that has heard enough."""
    now = clock.now()
    campaign = make_campaign(
        make_organization("Bench", slug="bench", now=now), state="live", slug="storm", now=now
    )
    hear(
        campaign, *(post_seen(number, posted_at=now) for number in range(POSTS)), kindness="friendly", now=now
    )
    return campaign


@contextlib.contextmanager
def served(name: str, bare: Path) -> Iterator[int]:
    """The platform and the bare views on that database. Yields its port."""
    with web.served(name, application=APPLICATION, variables={"BARE": str(bare)}) as port:
        yield port


@contextlib.contextmanager
def proxied(platform: int, folder: Path) -> Iterator[int]:
    """The proxy in front of the platform, and at /file a file of the page's size. Yields its port."""
    port, text = free_port(), CONFIGURATION.read_text()
    text = text.replace("web:8000", f"127.0.0.1:{platform}").replace(":8081", f":{free_port()}")
    text = text.replace("listen 8080 ", f"listen 127.0.0.1:{port} ").replace("/tmp/", f"{folder}/")
    text = text.replace(
        "        location / {\n            proxy_pass",
        f"        location = /page {{ root {folder}; }}\n        location / {{\n            proxy_pass",
        1,
    )
    # Answers are counted by their length, which this would change.
    text = text.replace("add_header X-Cache $upstream_cache_status always;", "")
    # Eight connections do here what thousands do elsewhere.
    (folder / "nginx.conf").write_text(text.replace("http {", "http {\n    keepalive_requests 100000000;", 1))
    options = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    with web.running(
        [str(NGINX), "-c", str(folder / "nginx.conf"), "-e", "stderr", "-g", options], port, {}
    ) as running:
        yield running


def compared(name: str, ours: Ask, bare: Ask, target: float) -> Row:
    """The median of the rounds' ratios, with the least and the most of them."""
    ours(), bare()
    ratios = [ours() / bare() if number % 2 else 1 / (bare() / ours()) for number in range(ROUNDS)]
    label = f"{name} (rounds {min(ratios):.2f} to {max(ratios):.2f})"
    return Row(label, round(statistics.median(ratios), 2), target, at_most=False)


def asks(port: int, path: str, headers: str = "", depth: int = 1) -> Ask:
    """How many answers a second there are at this address."""
    sent = request(port, path, headers=headers)
    return lambda: rate(port, sent, seconds=SECONDS, connections=ASKING, depth=depth)


def page_rows(port: int) -> list[Row]:
    """Page, conditional page and moving numbers, each beside a bare view."""
    _status, head, _body = answer_to(port, request(port, PAGE))
    etag = next(
        line.split(b": ")[1].decode() for line in head.split(b"\r\n") if line.lower().startswith(b"etag")
    )
    has_it = f"If-None-Match: {etag}\r\n"
    return [
        compared("page / bare view of the same bytes", asks(port, PAGE), asks(port, "/bare/page/"), 0.85),
        compared("page that the asker has / bare view of the same bytes", asks(port, PAGE, has_it), asks(port, "/bare/page/"), 0.9),
        compared("live.json / bare view of the same bytes", asks(port, LIVE), asks(port, "/bare/live/"), 0.85),
    ]  # fmt: skip


def proxy_rows(platform: int, folder: Path) -> list[Row]:
    """The page from the proxy's copy, beside a file of its size."""
    if NGINX is None:
        print("No nginx on this machine: nothing is said about the proxy.")
        return []
    with proxied(platform, folder) as port:
        ours, bare = (asks(port, path, depth=PIPELINED) for path in (PAGE, "/page"))
        return [compared("page behind the proxy / the proxy's static file of that size", ours, bare, 0.8)]


@dataclass
class Crowd:
    """What a crowd did. Times are seconds."""

    reads: int = 0
    visits: int = 0
    writes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def _post(port: int, number: str) -> bytes:
    form = urlencode({"link": f"https://mastodon.social/@bench/{number}"}).encode()
    return request(
        port,
        f"{PAGE}posted/",
        method="POST",
        body=form,
        headers="Content-Type: application/x-www-form-urlencoded\r\n",
    )


def _ask(connection: socket.socket, sent: bytes, wanted: int, crowd: Crowd) -> float:
    begun = time.perf_counter()
    connection.sendall(sent)
    status, _head, _body = read_answer(connection)
    if status != wanted:
        crowd.errors.append(f"{status} for {sent[:60]!r}")
    return time.perf_counter() - begun


def _one_of_the_crowd(port: int, code: str, who: int, until: float, crowd: Crowd) -> None:
    page, visit = request(port, PAGE), request(port, f"/s/{code}", headers="User-Agent: Mozilla/5.0\r\n")
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        number = 0
        while time.perf_counter() < until:
            number += 1
            if number % 100 == 50:
                crowd.writes.append(_ask(connection, _post(port, f"{1 + who:03d}{number:09d}"), 200, crowd))
            elif number % 25 == 0:
                _ask(connection, visit, 302, crowd)
                crowd.visits += 1
            else:
                _ask(connection, page, 200, crowd)
                crowd.reads += 1


def crowd_rows(port: int, campaign: Campaign) -> list[Row]:
    """A crowd for a while: nothing fails, nothing is lost, and writes do not wait long."""
    with organization_scope(campaign.organization_id):
        code = Campaign.objects.get(id=campaign.id).short_code
    idle = Crowd()
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        for number in range(30):
            idle.writes.append(_ask(connection, _post(port, f"900{number:09d}"), 200, idle))
    crowds = [Crowd() for _ in range(ASKING)]
    until = time.perf_counter() + CROWD
    threads = [
        threading.Thread(target=_one_of_the_crowd, args=(port, code, who, until, crowd))
        for who, crowd in enumerate(crowds)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = [error for crowd in (idle, *crowds) for error in crowd.errors]
    print(*errors[:5], sep="\n")
    writes = [took for crowd in crowds for took in crowd.writes]
    said, visits = len(writes) + len(idle.writes), sum(crowd.visits for crowd in crowds)
    with organization_scope(campaign.organization_id):
        kept = SaidPost.objects.filter(campaign=campaign).count()
        counted = sum(
            StepCount.objects.filter(campaign=campaign, step=Step.VISITED).values_list("count", flat=True)
        )
    p50, p99 = statistics.median(idle.writes) * 1000, statistics.quantiles(writes, n=100)[98] * 1000
    reads = sum(crowd.reads for crowd in crowds)
    what = f"{reads} page reads, {visits} short links, {len(writes)} told in {CROWD:g} s"
    return [
        Row(f"crowd: errors ({what})", len(errors), 0),
        Row("crowd: posts told and not kept", said - kept, 0),
        Row("crowd: short links followed and not counted", visits - counted, 0),
        Row(f"crowd: p99 of writes ({p99:.1f} ms) / their idle p50 ({p50:.1f} ms)", round(p99 / p50, 1), 10),
    ]


def query_row() -> Row:
    """What a page costs the database when nobody has made it."""
    cache.clear()
    with CaptureQueriesContext(database_connection) as queries:
        assert Client().get(PAGE).status_code == 200
    asked = [
        query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    asked = [query for query in asked if "set_config" not in query["sql"]]
    return Row(f"queries of a page that nobody has made, {POSTS} posts", len(asked), 8)


def main() -> list[Row]:
    """Build, measure, throw away."""
    setup_test_environment(debug=False)
    original = settings.DATABASES["owner"]["NAME"]
    name = database.create()
    try:
        campaign = build()
        cold = query_row()
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            folder.chmod(0o755)
            with served(name, folder) as port:
                for path, file in ((PAGE, "page"), (LIVE, "live")):
                    status, _head, body = answer_to(port, request(port, path))
                    assert status == 200, f"{path}: {status}"
                    (folder / file).write_bytes(body)
                return [cold, *page_rows(port), *proxy_rows(port, folder), *crowd_rows(port, campaign)]
    finally:
        database.drop(name, original)


if __name__ == "__main__":
    sys.exit(report(main(), sys.argv[1:]))
