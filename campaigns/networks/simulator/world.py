"""What is so at a moment: the script laid on the clock, with indexes, so that 100,000 posts cost no more than 100.

Everything is a function of the script, the start and the clock; nothing changes by being asked. A process that is
killed and started again with the same start therefore tells the same story, with the same ids and times.
"""

import math
import time
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator

from campaigns.networks.simulator.scenario import (
    BLUESKY,
    MASTODON,
    MINUTE,
    THREADS,
    Person,
    Post,
    X,
    record_key,
    write,
)

Clock = Callable[[], float]

INSTANCES = 2
# A post reaches the other instance at most this late, and before this many later posts of the whole storm.
MAX_DELAY = 2.0
MAX_OVERTAKEN = 8
# Likes and boosts come in with this time constant, in storm seconds.
_GROWTH = 12 * MINUTE
_ID_SHIFT = 16
_NEVER = float("inf")


class World:
    """`started_at` is wall-clock time (seconds since 1970) of storm second 0; `speed` is storm seconds a second."""

    def __init__(
        self,
        *,
        posts: int,
        seed: int,
        speed: float,
        started_at: float,
        everywhere: bool = False,
        clock: Clock = time.time,
    ) -> None:
        self.posts = write(posts=posts, seed=seed, everywhere=everywhere)
        self.seed, self.speed, self.started_at, self.now = seed, speed, started_at, clock
        self.by_uri: dict[str, Post] = {}
        self.by_author: dict[str, list[Post]] = defaultdict(list)
        self.people: dict[str, Person] = {}
        self.mastodon_people: dict[int, Person] = {}
        self._ids: list[dict[int, Post]] = [{} for _ in range(INSTANCES)]
        self._timelines: list[dict[str, list[tuple[int, Post]]]] = [
            defaultdict(list) for _ in range(INSTANCES)
        ]
        self._arrivals: list[dict[int, float]] = [{} for _ in range(INSTANCES)]
        for post in self.posts:
            self._index(post)
        for timelines in self._timelines:
            for timeline in timelines.values():
                timeline.sort(key=lambda entry: entry[0])
        self.ends_at = max(self._last_moment(post) for post in self.posts)

    def _index(self, post: Post) -> None:
        author = post.author
        self.by_uri[self.uri(post)] = post
        self.by_author[author.id].append(post)
        self.people[author.id] = self.people[author.handle] = author
        if post.network == MASTODON:
            self.mastodon_people[author.number] = author
        for instance, delay in enumerate(post.delays):
            if delay is None:
                continue
            native_id = self.native_id(post, instance)
            self._ids[instance][native_id] = post
            self._arrivals[instance][post.number] = self._arrival(post, delay)
            for tag in post.hashtags:
                self._timelines[instance][tag].append((native_id, post))
            self._timelines[instance][author.id].append((native_id, post))

    def _last_moment(self, post: Post) -> float:
        return self.wall(max(post.at, post.edited_at or 0.0, post.deleted_at or 0.0)) + MAX_DELAY

    def _arrival(self, post: Post, delay: float) -> float:
        overtaken = min(post.number + MAX_OVERTAKEN, len(self.posts) - 1)
        longest = min(MAX_DELAY, max(0.0, self.wall(self.posts[overtaken].at) - self.created(post)))
        return self.created(post) + delay * longest

    def wall(self, at: float) -> float:
        """Storm time as wall-clock time. What was before the storm was at its own pace."""
        return self.started_at + (at / self.speed if at > 0 else at)

    def created(self, post: Post) -> float:
        return self.wall(post.at)

    def native_id(self, post: Post, instance: int) -> int:
        """An instance's number for a post: its time in milliseconds, then what makes it unique, as Mastodon does it."""
        low = (post.number * INSTANCES + instance) % (1 << _ID_SHIFT)
        return (int(self.created(post) * 1000) << _ID_SHIFT) | low

    def uri(self, post: Post) -> str:
        if post.network == BLUESKY:
            return f"at://{post.author.id}/app.bsky.feed.post/{record_key(post)}"
        if post.network == X:
            return f"https://x.com/i/status/{self.native_id(post, 0)}"
        if post.network == THREADS:
            return f"{post.author.id}/post/{record_key(post)}"
        return f"{post.author.id}/statuses/{self.native_id(post, 0)}"

    def is_deleted(self, post: Post) -> bool:
        return post.deleted_at is not None and self.wall(post.deleted_at) <= self.now()

    def is_there(self, post: Post, instance: int | None = None) -> bool:
        """Whether the post can be seen now, on that Mastodon instance or at all."""
        arrival = (
            self.created(post) if instance is None else self._arrivals[instance].get(post.number, _NEVER)
        )
        return arrival <= self.now() and not self.is_deleted(post)

    def edited_at(self, post: Post) -> float | None:
        """When it was edited, once that has happened."""
        moment = None if post.edited_at is None else self.wall(post.edited_at)
        return moment if moment is not None and moment <= self.now() else None

    def text(self, post: Post) -> str:
        return post.edited_text if self.edited_at(post) is not None else post.text

    def engagement(self, post: Post) -> tuple[int, int, int]:
        """Favorites, reposts, replies as of now."""
        age = max(0.0, self.now() - self.created(post)) * self.speed
        grown = 1 - math.exp(-age / _GROWTH)
        replies = sum(self.is_there(reply) for reply in post.replies)
        return round(post.favorites * grown), round(post.reposts * grown), replies

    def find(self, native_id: int, instance: int) -> Post | None:
        """The post with that number on the instance, when it is there."""
        post = self._ids[instance].get(native_id)
        return post if post and self.is_there(post, instance) else None

    def newer(self, key: str, instance: int, after: int) -> Iterator[tuple[int, Post]]:
        """A timeline's posts (of a hashtag, or of an author's id) above a number, oldest first."""
        timeline = self._timelines[instance].get(key, [])
        newest_possible = (int(self.now() * 1000) + 1) << _ID_SHIFT
        for index in range(bisect_right(timeline, after, key=_number), len(timeline)):
            if timeline[index][0] > newest_possible:
                return
            if self.is_there(timeline[index][1], instance):
                yield timeline[index]

    def older(self, key: str, instance: int, before: int | None) -> Iterator[tuple[int, Post]]:
        """The same below a number (None: from the newest), newest first."""
        timeline = self._timelines[instance].get(key, [])
        top = (int(self.now() * 1000) + 1) << _ID_SHIFT if before is None else before
        for index in range(bisect_left(timeline, top, key=_number) - 1, -1, -1):
            if self.is_there(timeline[index][1], instance):
                yield timeline[index]

    def told(self, key: str, instance: int) -> list[tuple[float, str, Post]]:
        """All that an instance tells of a timeline by itself, in order: when, what (a Mastodon event), of which post."""
        events: list[tuple[float, str, Post]] = []
        for _, post in self._timelines[instance].get(key, []):
            arrives = self._arrivals[instance][post.number]
            events.append((arrives, "update", post))
            later = (("status.update", post.edited_at), ("delete", post.deleted_at))
            events += [(max(self.wall(at), arrives), kind, post) for kind, at in later if at is not None]
        return sorted(events, key=lambda event: event[0])

    def growth_of(self, count: int, most: int) -> list[float]:
        """How many storm seconds after a post its likes come, at most so many of them, the last one included."""
        chosen = (
            {count - step * count // most for step in range(most)} if count > most else range(1, count + 1)
        )
        return [-_GROWTH * math.log(1 - (number - 0.5) / count) for number in chosen if number > 0]

    def of_network(self, network: str) -> Iterator[Post]:
        return (post for post in self.posts if post.network == network)

    def joined(self, person: Person) -> float:
        """When an account was made: some years before the storm, each on a day of its own."""
        return self.started_at - 86_400 * (400 + 7 * (person.number % 100))


def _number(entry: tuple[int, Post]) -> int:
    return entry[0]
