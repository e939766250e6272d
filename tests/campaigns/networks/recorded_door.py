"""A door that goes nowhere: it answers from what a test has recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import msgspec

from candyplatform.base.http import Door, DoorError, Params, Response

Reply = Response | DoorError
Replies = Mapping[str, Reply] | Callable[[str], Reply]


def said(body: object, status: int = 200, **headers: str) -> Response:
    """A response with this body as JSON (bytes as they are); header names with `_` for `-`."""
    encoded = body if isinstance(body, bytes) else msgspec.json.encode(body)
    named = {name.lower().replace("_", "-"): text for name, text in headers.items()}
    return Response(status, named, encoded, "https://host.example/")


@dataclass(frozen=True)
class RecordedDoor(Door):
    """`replies` by URL with its query, by URL without it, or as a function of the former; `asked` lists the URLs, `tokens` the
    bearer tokens.
    """

    replies: Replies = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Params | None = None,
        body: bytes | None = None,
        timeout: float | None = None,
        max_bytes: int | None = None,
        max_redirects: int = 3,
    ) -> Response:
        assert method == ("POST" if body else "GET")
        whole = f"{url}{'&' if '?' in url else '?'}{urlencode(params, doseq=True)}" if params else url
        self.asked.append(whole)
        self.tokens.append((headers or {}).get("Authorization", "").removeprefix("Bearer "))
        reply = self._reply(whole)
        if isinstance(reply, DoorError):
            raise reply
        return reply

    def _reply(self, url: str) -> Reply:
        if callable(self.replies):
            return self.replies(url)
        return self.replies.get(url) or self.replies.get(url.partition("?")[0]) or said({"error": "no"}, 404)
