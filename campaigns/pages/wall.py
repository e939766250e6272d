"""The wall: the newest friendly posts of a page."""

import hashlib
from collections.abc import Iterable

from campaigns.models import Post


def wall_mark(posts: Iterable[Post]) -> str:
    """A short text that changes when the wall does: a page that shows another one's wall is out of date."""
    told = "\n".join(f"{post.pk} {post.edited_at} {post.text}" for post in posts)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
