"""X's API v2, simulated: recent counts and search, posts by id, users by name."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from campaigns.networks.simulator.scenario import Person, Post, X
from campaigns.networks.simulator.world import World

Json = dict[str, object]

_HASHTAG = re.compile(r"#(\w+)")
_HOUR = timedelta(hours=1)


class XApi:
    def __init__(self, world: World) -> None:
        self.world = world
        self._posts = list(world.of_network(X))

    def counts(self, query: Mapping[str, str]) -> Json:
        """By hour from `start_time` on, the first and the last hour cut."""
        begins = datetime.fromisoformat(query["start_time"])
        counted = Counter(_hour(self._created(post)) for post in self._found(query))
        hours, hour = [], _hour(begins)
        now = datetime.fromtimestamp(self.world.now(), UTC)
        while hour <= now:
            start, end = max(hour, begins), min(hour + _HOUR, now)
            hours.append({"start": _iso(start), "end": _iso(end), "tweet_count": counted[hour]})
            hour += _HOUR
        return {"data": hours, "meta": {"total_tweet_count": sum(counted.values())}}

    def search(self, query: Mapping[str, str]) -> Json:
        """Newest first; the token is how many were told already."""
        limit, start = int(query.get("max_results", "10")), int(query.get("next_token", "0"))
        found = self._found(query)[::-1]
        page = found[start : start + limit]
        meta: Json = {"result_count": len(page)}
        if not page:
            return {"meta": meta}
        meta |= {"newest_id": self._id(page[0]), "oldest_id": self._id(page[-1])}
        if start + limit < len(found):
            meta["next_token"] = str(start + limit)
        return {"data": [self._tweet(post) for post in page], "meta": meta}

    def tweets(self, ids: str) -> Json:
        there = {self._id(post): post for post in self._posts if self.world.is_there(post)}
        wanted = ids.split(",")
        missing = [
            {"resource_id": one, "title": "Not Found Error", "resource_type": "tweet"}
            for one in wanted
            if one not in there
        ]
        told: Json = {"data": [self._tweet(there[one]) for one in wanted if one in there]}
        return {name: values for name, values in {**told, "errors": missing}.items() if values}

    def users(self, names: str) -> Json:
        people: list[Person] = [
            person
            for name in names.split(",")
            if (person := self.world.people.get(name)) and person.network == X
        ]
        return {
            "data": [
                {
                    "id": person.id,
                    "username": person.name,
                    "public_metrics": {"followers_count": person.followers},
                }
                for person in people
            ]
        }

    def _found(self, query: Mapping[str, str]) -> list[Post]:
        tags = {tag.casefold() for tag in _HASHTAG.findall(query["query"])}
        since = datetime.fromisoformat(query["start_time"]).timestamp() if "start_time" in query else 0.0
        after = int(query.get("since_id", "0"))
        return [
            post
            for post in self._posts
            if tags.intersection(post.hashtags)
            and self.world.is_there(post)
            and self.world.created(post) >= since
            and int(self._id(post)) > after
        ]

    def _tweet(self, post: Post) -> Json:
        likes, reposts, replies = self.world.engagement(post)
        return {
            "id": self._id(post),
            "author_id": post.author.id,
            "created_at": _iso(self._created(post)),
            "text": " ".join((self.world.text(post), *(f"#{tag}" for tag in post.hashtags))),
            "lang": post.language,
            "possibly_sensitive": False,
            "entities": {"hashtags": [{"start": 0, "end": 1, "tag": tag} for tag in post.hashtags]},
            "public_metrics": {"like_count": likes, "retweet_count": reposts, "reply_count": replies},
        }

    def _id(self, post: Post) -> str:
        return str(self.world.native_id(post, 0))

    def _created(self, post: Post) -> datetime:
        return datetime.fromtimestamp(self.world.created(post), UTC)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
