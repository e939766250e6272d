"""Answers that are made once for all who ask the same, as long as nothing happened in the organization.

Whatever changes what the API tells stands in the journal, in the transaction that changed it. So a copy is known by the journal's
newest entries; what no journal tells of (the words of a post that its author deletes) is in the next copy, after fifteen seconds.
"""

import hashlib
from collections.abc import Callable

from django.core.cache import cache
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import JournalEntry
from api.authentication import caller

KEPT_SECONDS = 15
NEWEST = 20


class Kept(Response):
    """An answer that was rendered before."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self._body = body

    @property
    def rendered_content(self) -> bytes:  # type: ignore[override]  # what renderers make are bytes
        """The same bytes as then."""
        self["Content-Type"] = self.accepted_renderer.media_type
        return self._body


def kept(request: Request, make: Callable[[], Response]) -> Response:
    """The copy that there is of this answer, or a new one. Within the organization's scope."""
    version, key = _version(), _key(request)
    found: tuple[list[int], bytes] | None = cache.get(key)
    if found and found[0] == version:
        return Kept(found[1])
    made = make()
    made.add_post_render_callback(lambda answer: cache.set(key, (version, answer.content), KEPT_SECONDS))
    return made


def _version() -> list[int]:
    """The journal's newest entries: several, as one that was begun first may be committed after the newest."""
    return list(JournalEntry.objects.order_by("-id").values_list("id", flat=True)[:NEWEST])


def _key(request: Request) -> str:
    renderer = request.accepted_renderer.media_type
    asked = f"{request.get_full_path()}\n{request.get_host()}\n{get_language()}\n{renderer}"
    return f"api.kept:{caller(request).organization_id}:{hashlib.sha256(asked.encode()).hexdigest()}"
