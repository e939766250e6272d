"""The script of a storm: who posts what and when, in storm time, the same for the same seed.

Storm time is in seconds from the start. An hour of it: quiet (10 minutes), the wave (its crest at half past), and when
the hour is over the company answers; thanks follow for twenty minutes.
"""

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from random import Random

from campaigns.networks.simulator import texts

MINUTE = 60.0
HOUR = 3600.0
ANSWER_AT = HOUR
ENDS_AT = 80 * MINUTE

# How many posts come in which stretch of the storm: (until, share of all).
_STRETCHES = (
    (10 * MINUTE, 0.05),
    (20 * MINUTE, 0.15),
    (35 * MINUTE, 0.35),
    (50 * MINUTE, 0.2),
    (HOUR, 0.1),
    (ENDS_AT, 0.15),
)
_BLUESKY_SHARE = 0.45
_DELETED_SHARE = 0.01
_EDITED_SHARE = 0.02
_NOISE_SHARE = 0.3
_AUTHORS_SHARE = 0.8


class Kind(StrEnum):
    """What a post is. All but `noise` carry one of the campaign's hashtags, or are the company's."""

    FRIENDLY = "friendly"
    THANKS = "thanks"
    OFF_TOPIC = "off_topic"
    UNKIND = "unkind"
    BOT = "bot"
    COMPANY = "company"
    NOISE = "noise"


SUPPORTERS = frozenset({Kind.FRIENDLY, Kind.THANKS, Kind.OFF_TOPIC, Kind.UNKIND})
MASTODON, BLUESKY, X, THREADS = "mastodon", "bluesky", "x", "threads"
# With all networks: so many more posts there, for each of the others.
_ELSEWHERE = {X: 0.2, THREADS: 0.1}
# The two instances that can be asked, and one that is only heard of through them.
DOMAINS = ("storm.localhost", "welle.localhost", "insel.localhost")


@dataclass(frozen=True, slots=True)
class Person:
    """`number` 0 is the company. `home` is an index into `DOMAINS` (Mastodon)."""

    number: int
    network: str
    name: str
    home: int = 0
    followers: int = 10
    is_bot: bool = False

    @property
    def handle(self) -> str:
        if self.network == MASTODON:
            return f"{self.name}@{DOMAINS[self.home]}"
        if self.network != BLUESKY:
            return self.name
        return f"{self.name.replace('_', '-')}.{DOMAINS[0]}"

    @property
    def id(self) -> str:
        """The network-wide identity: an actor's URI, a DID, a number (X), the profile's address (Threads)."""
        if self.network == MASTODON:
            return f"https://{DOMAINS[self.home]}/users/{self.name}"
        if self.network == X:
            return str(9_000_000 + self.number)
        if self.network == THREADS:
            return f"https://www.threads.com/@{self.name}"
        return f"did:plc:{_base32(f'demo person {self.number}', 24)}"


@dataclass(slots=True)
class Post:
    """`at`, `deleted_at`, `edited_at` in storm seconds; `delays` is how much later each instance shows it, None: never."""

    number: int
    network: str
    kind: Kind
    author: Person
    text: str
    language: str
    hashtags: tuple[str, ...]
    at: float
    edited_text: str = ""
    edited_at: float | None = None
    deleted_at: float | None = None
    reply_to: "Post | None" = None
    delays: tuple[float | None, ...] = ()
    favorites: int = 0
    reposts: int = 0
    replies: list["Post"] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether an honest platform counts it, as long as it is not deleted."""
        return self.kind in SUPPORTERS


def _base32(text: str, length: int) -> str:
    digits = "abcdefghijklmnopqrstuvwxyz234567"
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(digits[byte % 32] for byte in digest)[:length]


def record_key(post: Post) -> str:
    return _base32(f"demo post {post.number}", 13)


def people(rng: Random, count: int) -> list[Person]:
    """Invented guests, each on one network."""
    found = []
    for number in range(1, count + 1):
        network = BLUESKY if rng.random() < _BLUESKY_SHARE else MASTODON
        home = rng.choices((0, 1, 2), (60, 25, 15))[0]
        followers = int(rng.lognormvariate(4.5, 1.3))
        found.append(Person(number, network, f"demo_gast_{number}", home, followers))
    return found


def company(network: str) -> Person:
    return Person(0, network, texts.COMPANY_NAME, 0, 52_000)


def write(*, posts: int, seed: int, everywhere: bool = False) -> list[Post]:
    """The whole storm, sorted by time, numbered in that order. `posts` is how many supporters' posts there are.

    `everywhere` adds some on X and on Threads.
    """
    rng = Random(seed)  # noqa: S311 - a script, not a secret
    crowd = people(rng, max(8, int(posts * _AUTHORS_SHARE)))
    script = [_supporters_post(rng, crowd, at) for at in _moments(rng, posts)]
    script += _noise_posts(rng, crowd, int(posts * _NOISE_SHARE) + 3)
    script += _set_pieces(rng, crowd)
    script += _posts_elsewhere(seed, posts) if everywhere else []
    script.sort(key=lambda post: post.at)
    for number, post in enumerate(script):
        post.number = number
    _answer(script)
    _spread(rng, script)
    return sorted(script, key=lambda post: post.at)


def _posts_elsewhere(seed: int, posts: int) -> list[Post]:
    """Posts of people on X and Threads, by dice of their own: the story on the other networks stays what it is."""
    rng = Random(seed + 1)  # noqa: S311 - a script, not a secret
    found = []
    for network, share in _ELSEWHERE.items():
        count = max(3, int(posts * share))
        names = [Person(500_000 + n, network, f"demo_gast_{network}_{n}") for n in range(1, count + 1)]
        for at in _moments(rng, count):
            post = _supporters_post(rng, names, at)
            post.deleted_at = None
            found.append(post)
    return found


def _moments(rng: Random, count: int) -> list[float]:
    ends = list(accumulate(share for _, share in _STRETCHES))
    moments = []
    for _ in range(count):
        chosen = bisect_left(ends, rng.random() * ends[-1])
        begins = _STRETCHES[chosen - 1][0] if chosen else 5.0
        moments.append(rng.uniform(begins, _STRETCHES[chosen][0]))
    return sorted(moments)


def _supporters_post(rng: Random, crowd: list[Person], at: float) -> Post:
    author = rng.choice(crowd)
    language = "de" if rng.random() < 0.65 else "en"  # noqa: PLR2004
    kind = Kind.THANKS if at > ANSWER_AT + MINUTE else Kind.FRIENDLY
    said = texts.thanks(rng, language) if kind is Kind.THANKS else texts.wish(rng, language)
    hashtags = rng.choices((texts.HASHTAGS, texts.HASHTAGS[:1], texts.HASHTAGS[1:]), (80, 12, 8))[0]
    post = Post(0, author.network, kind, author, said, language, hashtags, at)
    post.favorites, post.reposts = int(rng.paretovariate(1.1)) - 1, int(rng.paretovariate(1.6)) - 1
    if rng.random() < _DELETED_SHARE:
        post.deleted_at = at + rng.uniform(5 * MINUTE, 15 * MINUTE)
    elif rng.random() < _EDITED_SHARE:
        _edit(post, at + rng.uniform(2 * MINUTE, 6 * MINUTE))
    return post


def _edit(post: Post, at: float) -> None:
    post.edited_at = at
    post.edited_text = f"{post.text} ({'ergänzt' if post.language == 'de' else 'edited'})"


def _noise_posts(rng: Random, crowd: list[Person], count: int) -> list[Post]:
    """What else goes on on Bluesky: nothing that a campaign asked for."""
    listeners = [person for person in crowd if person.network == BLUESKY] or [company(BLUESKY)]
    found = []
    for _ in range(count):
        said, hashtags = texts.noise(rng)
        at = rng.uniform(0, ENDS_AT)
        found.append(Post(0, BLUESKY, Kind.NOISE, rng.choice(listeners), said, "de", hashtags, at))
    return found


def _set_pieces(rng: Random, crowd: list[Person]) -> list[Post]:
    """What every storm has, on both networks: off topic, unkind, a bot, an edit, a deletion, an author who posts twice."""
    pieces = []
    for network in (MASTODON, BLUESKY):
        guests = [
            Person(len(crowd) + n, network, f"demo_gast_{len(crowd) + n}", n % 2, 40) for n in range(1, 6)
        ]
        bot = Person(len(crowd) + 6, network, "demo_trend_bot", 1, 900, is_bot=True)
        plan = (
            (Kind.OFF_TOPIC, guests[0], 14.0, texts.OFF_TOPIC),
            (Kind.UNKIND, guests[1], 26.0, texts.UNKIND),
            (Kind.BOT, bot, 31.0, texts.BOT),
        )
        pieces += [
            Post(0, network, kind, author, said["de"], "de", texts.HASHTAGS[:1], minute * MINUTE)
            for kind, author, minute, said in plan
            if not (kind is Kind.BOT and network == BLUESKY)
        ]
        edited, deleted, twice = (
            _piece(rng, author, at) for author, at in zip(guests[2:], (18.0, 22.0, 28.0), strict=True)
        )
        _edit(edited, 21 * MINUTE)
        deleted.deleted_at = 33 * MINUTE
        pieces += [
            edited,
            deleted,
            twice,
            _piece(rng, guests[4], 41.0),
            _company_post(network, -HOUR, texts.EARLIER),
        ]
        crowd = [*crowd, *guests, bot]
    return pieces


def _piece(rng: Random, author: Person, minute: float) -> Post:
    said = texts.wish(rng, "de")
    post = Post(0, author.network, Kind.FRIENDLY, author, said, "de", texts.HASHTAGS, minute * MINUTE)
    post.favorites, post.reposts = rng.randint(2, 30), rng.randint(0, 9)
    return post


def _company_post(network: str, at: float, said: dict[str, str]) -> Post:
    return Post(
        0, network, Kind.COMPANY, company(network), said["de"], "de", (), at, favorites=120, reposts=35
    )


def _answer(script: list[Post]) -> None:
    """The company answers the first friendly post of each network, in German on one and in English on the other."""
    for network, language, wait in ((MASTODON, "de", 0.0), (BLUESKY, "en", 40.0)):
        first = next(
            (post for post in script if post.network == network and post.kind is Kind.FRIENDLY), None
        )
        answer = _company_post(network, ANSWER_AT + wait, texts.ANSWERS)
        answer.number, answer.text, answer.language = len(script), texts.ANSWERS[language], language
        answer.reply_to = first
        if first:
            first.replies.append(answer)
            first.deleted_at = None
        script.append(answer)


def _spread(rng: Random, script: list[Post]) -> None:
    """Where Mastodon posts are seen: at home at once, on the other instance mostly too, and then a little later."""
    for post in script:
        if post.network != MASTODON:
            continue
        home = post.author.home
        stays = post.kind is Kind.FRIENDLY and rng.random() > 0.7  # noqa: PLR2004
        travels = not stays or home not in (0, 1) or bool(post.replies)
        late = rng.random()
        post.delays = tuple(0.0 if home == place else (late if travels else None) for place in (0, 1))
