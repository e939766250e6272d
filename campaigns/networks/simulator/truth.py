"""What an honest platform must have counted, for those who check one against the other."""

from collections.abc import Iterable
from datetime import UTC, datetime

from campaigns.networks.simulator import texts
from campaigns.networks.simulator.scenario import (
    ANSWER_AT,
    BLUESKY,
    HOUR,
    MASTODON,
    THREADS,
    Kind,
    Post,
    X,
    company,
)
from campaigns.networks.simulator.world import World

Json = dict[str, object]


def truth(world: World, *, so_far: bool = False, with_posts: bool = True) -> Json:
    """The end of the storm, or (`so_far`) what is so at this moment. Times are ISO 8601, UTC."""
    posts = [post for post in world.posts if not so_far or world.is_there(post) or world.is_deleted(post)]
    elsewhere = [name for name in (X, THREADS) if any(True for _ in world.of_network(name))]
    networks = {
        name: _totals(world, (p for p in posts if p.network == name), so_far)
        for name in (MASTODON, BLUESKY, *elsewhere)
    }
    told: Json = {
        "scenario": "echh13",
        "seed": world.seed,
        "speed": world.speed,
        "storm_hour_seconds": HOUR / world.speed,
        "started_at": _iso(world.started_at),
        "answers_from": _iso(world.wall(ANSWER_AT)),
        "ends_at": _iso(world.ends_at),
        "so_far": so_far,
        "hashtags": list(texts.HASHTAGS),
        "company": {
            name: {"id": company(name).id, "handle": company(name).handle} for name in (MASTODON, BLUESKY)
        },
        "networks": networks,
        "answers": [_post(world, post) for post in posts if post.kind is Kind.COMPANY and post.at >= 0],
    }
    if with_posts:
        told["posts"] = [_post(world, post) for post in posts]
    return told


def _totals(world: World, posts: Iterable[Post], so_far: bool) -> Json:
    """`posts`, `authors`, `favorites`, `reposts`: supporters' posts that carry a hashtag and are not deleted."""
    known = list(posts)
    counted = [post for post in known if post.counts and not _is_gone(world, post, so_far)]
    kinds = {
        kind.value: sum(post.kind is kind for post in counted)
        for kind in Kind
        if any(p.kind is kind for p in counted)
    }
    return {
        "posts": len(counted),
        "authors": len({post.author.id for post in counted}),
        "kinds": kinds,
        "deleted": sum(post.counts and _is_gone(world, post, so_far) for post in known),
        "edited": sum(post.edited_at is not None for post in counted),
        "bots": sum(post.kind is Kind.BOT for post in known),
        "noise": sum(post.kind is Kind.NOISE for post in known),
        "favorites": sum(post.favorites for post in counted),
        "reposts": sum(post.reposts for post in counted),
    }


def _is_gone(world: World, post: Post, so_far: bool) -> bool:
    return world.is_deleted(post) if so_far else post.deleted_at is not None


def _post(world: World, post: Post) -> Json:
    return {
        "network": post.network,
        "uri": world.uri(post),
        "kind": post.kind.value,
        "counts": post.counts,
        "author": post.author.id,
        "handle": post.author.handle,
        "hashtags": list(post.hashtags),
        "text": post.edited_text or post.text,
        "posted_at": _iso(world.created(post)),
        "edited_at": _moment(world, post.edited_at),
        "deleted_at": _moment(world, post.deleted_at),
        "in_reply_to": world.uri(post.reply_to) if post.reply_to else None,
        "instances": [instance for instance, delay in enumerate(post.delays) if delay is not None],
        "favorites": post.favorites,
        "reposts": post.reposts,
        "replies": len(post.replies),
    }


def _moment(world: World, at: float | None) -> str | None:
    return None if at is None else _iso(world.wall(at))


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")
