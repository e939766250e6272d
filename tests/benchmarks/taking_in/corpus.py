"""The posts that are taken in: as many as asked for, the same at every run."""

from collections.abc import Iterator
from datetime import timedelta

from campaigns.enums import Network
from campaigns.networks.contract import AuthorSeen, PostSeen, Said
from tests.factories import NOW

BATCH = 5_000
POSTS_AN_AUTHOR = 2
DAYS = 30
# A million posts in thirty days.
APART = 2.592


def batches(first: int, count: int) -> Iterator[list[PostSeen]]:
    """Posts numbered from `first`, in the order of their times, by half as many people, in batches."""
    for start in range(first, first + count, BATCH):
        yield [seen(number) for number in range(start, min(start + BATCH, first + count))]


def seen(number: int, hashtag: str = "telekomhilf") -> PostSeen:
    name = number // POSTS_AN_AUTHOR
    # A multiplicative hash: identities as scattered as life's.
    mixed = number * 0x9E3779B97F4A7C15 % 2**63
    return PostSeen(
        network=Network.MASTODON,
        uri=f"https://mastodon.example/users/fan{name}/statuses/{mixed:020d}",
        native_id=f"{mixed:020d}",
        url=f"https://mastodon.example/@fan{name}/{mixed:020d}",
        author=AuthorSeen(
            id=f"https://mastodon.example/users/fan{name}",
            handle=f"fan{name}@mastodon.example",
            url=f"https://mastodon.example/@fan{name}",
            followers=name % 900,
        ),
        said=Said(
            text=f"Liebe Telekom, bitte schaltet dem EduCamp bis Freitag eine Leitung. Danke! #{hashtag} {number}",
            hashtags=frozenset({hashtag}),
        ),
        posted_at=NOW + timedelta(seconds=number * APART % (DAYS * 86_400)),
        language="de",
        favorites=mixed % 7,
        reposts=mixed % 3,
        replies=0,
    )
