"""What of a post leaves this house: by API, webhook or export. Some networks let its id out and nothing that it says."""

from dataclasses import dataclass
from datetime import datetime

from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.models import Post


@dataclass(frozen=True)
class OutwardPost:
    """A post for others; `text` and `author` are "" where its network keeps them."""

    network: str
    id: str
    url: str
    posted_at: datetime
    text: str = ""
    author: str = ""


def outward(post: Post) -> OutwardPost:
    """The post as it may be passed on. Its author is fetched with it (`with_authors`)."""
    ids_only = connectors()[Network(post.network)].traits.ids_only
    said = {} if ids_only else {"text": post.text, "author": post.author.handle}
    return OutwardPost(post.network, post.native_id, post.url, post.posted_at, **said)
