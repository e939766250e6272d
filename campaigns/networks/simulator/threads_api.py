"""Threads' keyword search, simulated."""

from collections.abc import Mapping
from datetime import UTC, datetime

from campaigns.networks.simulator.scenario import THREADS, Post
from campaigns.networks.simulator.world import World

Json = dict[str, object]


class ThreadsApi:
    def __init__(self, world: World) -> None:
        self.world = world
        self._posts = list(world.of_network(THREADS))

    def search(self, query: Mapping[str, str]) -> Json:
        """Newest first; the cursor is how many were told already."""
        tag, since = query.get("q", "").casefold(), float(query.get("since", "0"))
        limit, start = int(query.get("limit", "25")), int(query.get("after", "0"))
        found = [
            post
            for post in self._posts
            if tag in post.hashtags and self.world.is_there(post) and self.world.created(post) >= since
        ][::-1]
        told: Json = {"data": [self._post(post, tag) for post in found[start : start + limit]]}
        if start + limit < len(found):
            told["paging"] = {"cursors": {"after": str(start + limit)}, "next": "https://threads.example/"}
        return told

    def _post(self, post: Post, tag: str) -> Json:
        created = datetime.fromtimestamp(self.world.created(post), UTC)
        return {
            "id": str(self.world.native_id(post, 0)),
            "permalink": self.world.uri(post),
            "username": post.author.name,
            "text": " ".join((self.world.text(post), *(f"#{one}" for one in post.hashtags))),
            "timestamp": created.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "is_reply": False,
            "topic_tag": tag,
        }
