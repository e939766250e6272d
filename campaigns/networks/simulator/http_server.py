"""The HTTP side: two Mastodon instances, Bluesky's XRPC, X, Threads, the truth and the control endpoint, on loopback."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec

from campaigns.networks.simulator.bluesky_api import BlueskyApi
from campaigns.networks.simulator.faults import Faults, RateLimit
from campaigns.networks.simulator.http_streaming import tell
from campaigns.networks.simulator.mastodon_api import MastodonApi
from campaigns.networks.simulator.threads_api import ThreadsApi
from campaigns.networks.simulator.truth import truth
from campaigns.networks.simulator.x_api import XApi

MAX_BODY = 10_000
# What opens the doors that want a token, in the storm: an account's session, an access token.
TOKEN = "storm-token"  # noqa: S105 - nothing is behind it
APP_PASSWORD = "storm-app-password"  # noqa: S105 - opens the simulator alone
_SERVICES = {"api": "mastodon", "xrpc": "bluesky", "2": "x", "v1.0": "threads"}
_WITH_TOKEN = ("/2/", "/v1.0/", "/xrpc/app.bsky.feed.searchPosts", "/api/v1/streaming/")
_JSON = "application/json; charset=utf-8"
_TOO_MANY = 429


@dataclass(slots=True)
class Answer:
    status: int
    body: bytes
    content_type: str = _JSON
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """What one port serves: an instance of its own, and the networks that are not Mastodon."""

    mastodon: MastodonApi
    bluesky: BlueskyApi
    x: XApi
    threads: ThreadsApi
    faults: Faults
    limits: Mapping[str, RateLimit]

    def answer(self, path: str, query: dict[str, list[str]]) -> Answer:
        parts = [part for part in path.split("/") if part]
        if parts[:1] == ["truth.json"]:
            told = truth(
                self.mastodon.world, so_far="so_far" in query, with_posts=query.get("posts") != ["0"]
            )
            return _json(told)
        if parts[:1] == ["xrpc"]:
            return self._xrpc(parts[-1], query)
        if parts[:1] == ["api"]:
            return self._mastodon(path, parts[1:], query)
        if parts[:1] in (["2"], ["v1.0"]):
            return self._elsewhere(parts, {name: values[0] for name, values in query.items()})
        return self._page(parts)

    def _elsewhere(self, parts: list[str], query: dict[str, str]) -> Answer:
        told: object = None
        match parts:
            case ["2", "tweets", "counts", "recent"]:
                told = self.x.counts(query)
            case ["2", "tweets", "search", "recent"]:
                told = self.x.search(query)
            case ["2", "tweets"]:
                told = self.x.tweets(query.get("ids", ""))
            case ["2", "users", "by"]:
                told = self.x.users(query.get("usernames", ""))
            case ["v1.0", "keyword_search"]:
                told = self.threads.search(query)
        return _json(told)

    def _mastodon(self, path: str, parts: list[str], query: dict[str, list[str]]) -> Answer:
        api = self.mastodon
        told: object = None
        match parts:
            case ["v1", "timelines", "tag", tag]:
                return _listed(api.hashtag(tag, query), f"{api.origin}{path}", query)
            case ["v1", "accounts", account_id, "statuses"]:
                return _listed(api.account_statuses(account_id, query), f"{api.origin}{path}", query)
            case ["v1", "accounts", "lookup"]:
                told = api.lookup(query.get("acct", [""])[0])
            case ["v1", "statuses"]:
                told = api.statuses(query.get("id[]", query.get("id", [])))
            case ["v1", "statuses", native_id]:
                told = api.single(native_id)
            case ["v1", "statuses", native_id, "context"]:
                told = api.context(native_id)
            case ["v1" | "v2" as version, "instance"]:
                told = api.instance_v1() if version == "v1" else api.instance_v2()
        return _json(told)

    def _xrpc(self, method: str, query: dict[str, list[str]]) -> Answer:
        first = {name: values[0] for name, values in query.items()}
        answers: dict[str, Callable[[], dict[str, object] | None]] = {
            "app.bsky.feed.getPosts": lambda: self.bluesky.get_posts(query.get("uris", [])),
            "app.bsky.actor.getProfile": lambda: self.bluesky.get_profile(first.get("actor", "")),
            "app.bsky.feed.getAuthorFeed": lambda: self.bluesky.get_author_feed(
                first.get("actor", ""), int(first.get("limit", "50"))
            ),
            "app.bsky.feed.getPostThread": lambda: self.bluesky.get_thread(first.get("uri", "")),
            "app.bsky.feed.searchPosts": lambda: self.bluesky.search(first),
        }
        told = answers[method]() if method in answers else None
        missing = {"error": "NotFound", "message": "There is no such thing in this storm."}
        return _json(told) if told is not None else Answer(400, msgspec.json.encode(missing))

    def _page(self, parts: list[str]) -> Answer:
        """What a person sees who opens a link of the storm."""
        status = self.mastodon.single(parts[1]) if len(parts) == 2 else None  # noqa: PLR2004
        said = str(status["content"]) if status else "<p>Invented posts by invented people.</p>"
        title = escape(f"Storm simulator: {self.mastodon.domain}")
        html = (
            f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><h1>{title}</h1>{said}"
        )
        return Answer(200, html.encode(), "text/html; charset=utf-8")


_EMPTY = b'{"posts":[],"feed":[],"data":[]}'


def _session(body: bytes) -> Answer:
    """A session for whoever has the app password."""
    told = msgspec.json.decode(body, type=dict[str, str])
    if told.get("password") != APP_PASSWORD:
        return Answer(401, b'{"error":"AuthenticationRequired"}')
    return _json(
        {"accessJwt": TOKEN, "refreshJwt": "none", "handle": told["identifier"], "did": "did:plc:demo"}
    )


def _json(told: object) -> Answer:
    if told is None:
        return Answer(404, b'{"error":"Record not found"}')
    return Answer(200, msgspec.json.encode(told))


def _listed(listing: list[dict[str, object]] | None, url: str, query: dict[str, list[str]]) -> Answer:
    """With a `Link` header as Mastodon's: `next` is older, `prev` is newer, both whenever there is something."""
    if listing is None:
        return _json(None)
    answer = _json(listing)
    kept = {name: values for name, values in query.items() if name not in {"min_id", "max_id", "since_id"}}
    links = []
    if listing:
        newest, oldest = listing[0]["id"], listing[-1]["id"]
        links.append(f'<{url}?{urlencode({**kept, "max_id": oldest}, doseq=True)}>; rel="next"')
        links.append(f'<{url}?{urlencode({**kept, "min_id": newest}, doseq=True)}>; rel="prev"')
        answer.headers["Link"] = ", ".join(links)
    return answer


class _Handler(BaseHTTPRequestHandler):
    server: "StormHttpServer"
    protocol_version = "HTTP/1.1"
    server_version = "StormSimulator"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = parse_qs(url.query, keep_blank_values=True)
        service = _SERVICES.get(url.path.strip("/").partition("/")[0])
        if service is None:
            self._send(self.server.site.answer(url.path, query))
        else:
            self._serve(service, url.path, query)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length <= MAX_BODY else b""
        answers = {"/control": self._control, "/xrpc/com.atproto.server.createSession": _session}
        self._send(answers[self.path](body) if self.path in answers and body else Answer(404, b"{}"))

    def _control(self, body: bytes) -> Answer:
        try:
            return _json(self.server.site.faults.set(body))
        except msgspec.DecodeError as error:
            return Answer(422, msgspec.json.encode({"error": str(error)}))

    def _serve(self, service: str, path: str, query: dict[str, list[str]]) -> None:
        """A service's answer, with its rate limit and whatever trouble is turned on."""
        fault = self.server.site.faults.of(service)
        if fault.slow:
            time.sleep(fault.slow)
        if fault.drop:
            self.close_connection = True
            return
        limited = self._limited(service, throttle=fault.throttle)
        if limited.status == _TOO_MANY:
            answer = limited
        elif path.startswith(_WITH_TOKEN) and self.headers.get("Authorization") != f"Bearer {TOKEN}":
            answer = Answer(401, b'{"error":"The storm simulator wants its token"}')
        elif fault.fail:
            answer = Answer(fault.fail, b'{"error":"The storm simulator was told to fail"}')
        elif path == "/api/v1/streaming/hashtag":
            self.close_connection = True
            site = self.server.site
            tell(self, site.mastodon, query.get("tag", [""])[0], lambda: site.faults.of(service))
            return
        else:
            answer = self.server.site.answer(path, query)
            if fault.empty and answer.status == 200:  # noqa: PLR2004
                answer.body = b"[]" if answer.body.startswith(b"[") else _EMPTY
            if fault.truncate:
                answer.body = answer.body[: max(1, len(answer.body) // 2)]
        answer.headers |= limited.headers
        self._send(answer)

    def _limited(self, service: str, *, throttle: bool) -> Answer:
        limit = self.server.site.limits[service]
        left, resets = limit.take()
        at = datetime.fromtimestamp(resets, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        prefix = {"bluesky": "RateLimit", "x": "x-rate-limit"}.get(service, "X-RateLimit")
        reset = at if service == "mastodon" else str(int(resets))
        headers = {
            f"{prefix}-Limit": str(limit.limit),
            f"{prefix}-Remaining": str(max(0, left)),
            f"{prefix}-Reset": reset,
        }
        if left >= 0 and not throttle:
            return Answer(200, b"", headers=headers)
        headers["Retry-After"] = str(max(1, int(resets - time.time())))
        return Answer(_TOO_MANY, b'{"error":"Too many requests"}', headers=headers)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, text in {"Content-Type": answer.content_type, **answer.headers}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Quiet: a storm is many requests."""


class StormHttpServer(ThreadingHTTPServer):
    """One port, bound to loopback. `site` is set before it serves."""

    daemon_threads = True
    request_queue_size = 128
    site: Site

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no news."""
