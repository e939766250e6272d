"""Authors who asked to be forgotten."""

from collections.abc import Sequence

from campaigns.networks.contract import PostSeen


def without_forgotten(network: str, posts: Sequence[PostSeen]) -> list[PostSeen]:
    return list(posts)
