"""How soon a supporter sees the page: Chromium as a phone, four times slower than this machine, on a slow mobile network.

The platform stands as operators run it: static files collected, compressed and named by their content, behind the proxy of
docker/nginx.conf where there is nginx. Each visit is a first one. LCP is the browser's own: when the largest thing that is
seen at first was painted.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.pages import NGINX, PAGE, build, proxied, served
from tests.benchmarks.report import Row, report
from tests.support import database
from tests.support.chromium import launch

from django.conf import settings  # isort: skip - the benchmark of pages sets Django up

VISITS = 5
# What Lighthouse takes for a slow mobile network and a cheap phone.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1638.4 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
SLOWER = 4
_PICTURES = (".woff2", ".webp", ".png")
_LCP = """() => new Promise(told => new PerformanceObserver(list => told(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true}))"""


@dataclass(frozen=True)
class Visit:
    """One visit: seconds to the largest paint, bytes that came over the wire, whether all came from the page's own site."""

    seconds: float
    size: int
    all_size: int
    is_alone: bool


@contextmanager
def standing(name: str) -> Iterator[int]:
    """The platform as operators run it, on that database. Yields its port."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        os.environ["STATIC"] = str(folder / "static")
        collected = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.serving.settings"}
        command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, env=collected, check=True)
        (folder / "page").write_bytes(b"")
        with served(name, folder) as port:
            if NGINX is None:
                yield port
            else:
                with proxied(port, folder) as behind:
                    yield behind


def visit(browser: Browser, port: int, language: str) -> Visit:
    """Come for the first time, and wait until all is there."""
    site = f"http://127.0.0.1:{port}"
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    sizes = _slowed(page)
    page.goto(f"{site}{PAGE}?lang={language}", wait_until="networkidle")
    seconds = page.evaluate(_LCP) / 1000
    context.close()
    light = sum(size for url, size in sizes.items() if not url.partition("?")[0].endswith(_PICTURES))
    return Visit(seconds, light, sum(sizes.values()), all(url.startswith((site, "data:")) for url in sizes))


def _slowed(page: Page) -> dict[str, int]:
    """Slow the page down. Returns what comes over the wire, by address, as it comes."""
    told = page.context.new_cdp_session(page)
    told.send("Network.enable")
    told.send("Network.emulateNetworkConditions", SLOW_4G)
    told.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    told.on(
        "Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]})
    )
    told.on(
        "Network.loadingFinished",
        lambda event: sizes.update({urls[event["requestId"]]: int(event["encodedDataLength"])}),
    )
    return sizes


def rows(language: str, visits: list[Visit]) -> list[Row]:
    """What is shown of them: the median, and the least and the most."""
    times = [visit.seconds for visit in visits]
    said = f"{language}: seconds to the largest paint ({min(times):.2f} to {max(times):.2f})"
    every = max(visit.all_size for visit in visits) / 1000
    return [
        Row(said, round(statistics.median(times), 2), 1.5),
        Row(
            f"{language}: kB without fonts and pictures (all: {every:.0f} kB)",
            max(v.size for v in visits) / 1000,
            100,
        ),
        Row(f"{language}: visits that asked another site", sum(not visit.is_alone for visit in visits), 0),
    ]


def main() -> list[Row]:
    """Build, look, throw away."""
    original = settings.DATABASES["owner"]["NAME"]
    name = database.create()
    try:
        build()
        with standing(name) as port, sync_playwright() as playwright:
            browser = launch(playwright)
            return [
                row
                for language in ("en", "de")
                for row in rows(language, [visit(browser, port, language) for _ in range(VISITS)])
            ]
    finally:
        database.drop(name, original)


if __name__ == "__main__":
    sys.exit(report(main(), sys.argv[1:]))
