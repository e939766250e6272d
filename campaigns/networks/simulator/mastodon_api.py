"""The Mastodon REST API of one simulated instance, as JSON-ready values."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import islice

from campaigns.networks.simulator.scenario import DOMAINS, MASTODON, Kind, Person, Post
from campaigns.networks.simulator.world import World

Query = Mapping[str, Sequence[str]]
Json = dict[str, object]

MAX_LIMIT = 40
DEFAULT_LIMIT = 20
BATCH = 20
VERSION = "4.5.0 (compatible; storm simulator)"


class MastodonApi:
    """Instance number `instance` of the world. `ports` are where a browser on this machine can reach them all."""

    def __init__(self, world: World, instance: int, ports: Sequence[int]) -> None:
        self.world = world
        self.instance = instance
        self.domain = DOMAINS[instance]
        self._ports = ports

    def hashtag(self, tag: str, query: Query) -> list[Json]:
        return self._listing(tag.casefold(), query)

    def account_statuses(self, account_id: str, query: Query) -> list[Json] | None:
        person = self._person_by_number(account_id)
        return self._listing(person.id, query) if person else None

    def statuses(self, ids: Sequence[str]) -> list[Json]:
        posts = (self._find(native_id) for native_id in ids[:BATCH])
        return [self.status(post) for post in posts if post]

    def single(self, native_id: str) -> Json | None:
        post = self._find(native_id)
        return self.status(post) if post else None

    def context(self, native_id: str) -> Json | None:
        post = self._find(native_id)
        if post is None:
            return None
        replies = [reply for reply in post.replies if self.world.is_there(reply, self.instance)]
        parents = (
            [post.reply_to] if post.reply_to and self.world.is_there(post.reply_to, self.instance) else []
        )
        return {
            "ancestors": [self.status(one) for one in parents],
            "descendants": [self.status(one) for one in replies],
        }

    def lookup(self, acct: str) -> Json | None:
        name = acct.lstrip("@").lower()
        person = self.world.people.get(name if "@" in name else f"{name}@{self.domain}")
        return self.account(person) if person and person.network == MASTODON else None

    def instance_v2(self) -> Json:
        return {
            "domain": self.domain,
            "title": f"Storm simulator: {self.domain}",
            "version": VERSION,
            "description": "Invented posts by invented people, to rehearse a candystorm.",
            "configuration": {
                **self._configuration(),
                "timelines_access": {"hashtag_feeds": {"local": "public", "remote": "public"}},
            },
        }

    def instance_v1(self) -> Json:
        return {
            "uri": self.domain,
            "title": f"Storm simulator: {self.domain}",
            "version": VERSION,
            "stats": {
                "user_count": len(self.world.people),
                "status_count": len(self.world.posts),
                "domain_count": 3,
            },
            "configuration": self._configuration(),
        }

    def status(self, post: Post) -> Json:
        world, native_id = self.world, str(self.world.native_id(post, self.instance))
        favorites, reposts, replies = world.engagement(post)
        parent = post.reply_to
        return {
            "id": native_id,
            "uri": world.uri(post),
            "url": f"{self._profile(post.author)}/{native_id}",
            "created_at": _iso(world.created(post)),
            "edited_at": None if (edited := world.edited_at(post)) is None else _iso(edited),
            "content": self._content(post),
            "spoiler_text": "",
            "sensitive": False,
            "visibility": "public",
            "language": post.language,
            "in_reply_to_id": str(world.native_id(parent, self.instance)) if parent else None,
            "in_reply_to_account_id": str(parent.author.number + 1) if parent else None,
            "replies_count": replies,
            "reblogs_count": reposts,
            "favourites_count": favorites,
            "reblog": None,
            "media_attachments": [],
            "emojis": [],
            "tags": [{"name": tag, "url": f"{self.origin}/tags/{tag}"} for tag in post.hashtags],
            "mentions": [self._mention(person) for person in self._mentioned(post)],
            "account": self.account(post.author),
        }

    def account(self, person: Person) -> Json:
        return {
            "id": str(person.number + 1),
            "username": person.name,
            "acct": person.name if person.home == self.instance else person.handle,
            "display_name": "Telekom hilft (demo)"
            if person.number == 0
            else person.name.replace("_", " ").title(),
            "url": self._profile(person),
            "uri": person.id,
            "bot": person.is_bot,
            "locked": False,
            "created_at": _iso(self.world.joined(person)),
            "followers_count": person.followers,
            "following_count": 12,
            "statuses_count": len(self.world.by_author[person.id]),
        }

    @property
    def origin(self) -> str:
        return f"http://{self.domain}:{self._ports[self.instance]}"

    def _listing(self, key: str, query: Query) -> list[Json]:
        """A page of a timeline, newest first."""
        limit = min(MAX_LIMIT, max(1, _number(query, "limit", DEFAULT_LIMIT)))
        if "min_id" in query:
            found = list(islice(self.world.newer(key, self.instance, _number(query, "min_id", 0)), limit))[
                ::-1
            ]
        else:
            before = _number(query, "max_id", 0) or None
            since = _number(query, "since_id", 0)
            newest = islice(self.world.older(key, self.instance, before), limit)
            found = [entry for entry in newest if entry[0] > since]
        return [self.status(post) for _, post in found]

    def _find(self, native_id: str) -> Post | None:
        return self.world.find(int(native_id), self.instance) if native_id.isdecimal() else None

    def _person_by_number(self, account_id: str) -> Person | None:
        return self.world.mastodon_people.get(int(account_id) - 1) if account_id.isdecimal() else None

    def _mentioned(self, post: Post) -> list[Person]:
        if post.reply_to:
            return [post.reply_to.author]
        asks = post.kind not in (Kind.COMPANY, Kind.BOT)
        company = self.world.people.get(f"telekom_hilft_demo@{DOMAINS[0]}")
        return [company] if asks and company else []

    def _mention(self, person: Person) -> Json:
        acct = person.name if person.home == self.instance else person.handle
        return {
            "id": str(person.number + 1),
            "username": person.name,
            "acct": acct,
            "url": self._profile(person),
        }

    def _content(self, post: Post) -> str:
        mentions = "".join(
            f'<span class="h-card"><a href="{self._profile(person)}" class="u-url mention">@<span>{person.name}</span></a></span> '
            for person in self._mentioned(post)
        )
        tags = " ".join(
            f'<a href="{self.origin}/tags/{tag}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
            for tag in post.hashtags
        )
        return f"<p>{mentions}{escape(self.world.text(post))}</p>" + (f"<p>{tags}</p>" if tags else "")

    def _profile(self, person: Person) -> str:
        port = self._ports[person.home] if person.home < len(self._ports) else self._ports[0]
        return f"http://{DOMAINS[person.home]}:{port}/@{person.name}"

    def _configuration(self) -> Json:
        return {
            "statuses": {"max_characters": 500, "characters_reserved_per_url": 23, "max_media_attachments": 4}
        }


def _number(query: Query, name: str, otherwise: int) -> int:
    text = query.get(name, [""])[0]
    return int(text) if text.isdecimal() else otherwise


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
