"""The newest friendly posts, as a page shows them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from campaigns.models import Post
from campaigns.pages.addresses import web_address


@dataclass(frozen=True)
class WallPost:
    """One post for `components/post.html`; `by` is supporter or company."""

    network: str
    network_name: str
    handle: str
    text: str
    language: str
    posted_at: datetime
    url: str
    by: str


def wall(posts: Iterable[Post]) -> Sequence[WallPost]:
    """The posts with their authors, in their order."""
    return [
        WallPost(
            network=post.network,
            network_name=post.get_network_display(),
            handle=post.author.handle,
            text=post.text,
            language=post.language,
            posted_at=post.posted_at,
            url=web_address(post.url),
            by=post.role,
        )
        for post in posts
    ]


def wall_mark(posts: Iterable[Post]) -> str:
    """A short text that changes when the wall does: a page that shows another one's wall is out of date."""
    told = "\n".join(f"{post.pk} {post.edited_at} {post.text}" for post in posts)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
