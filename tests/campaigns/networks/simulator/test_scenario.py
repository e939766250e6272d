"""The script of the storm: the same for the same seed, and with everything that a storm has."""

from collections import Counter

import pytest

from campaigns.networks.simulator.scenario import ANSWER_AT, BLUESKY, ENDS_AT, MASTODON, Kind, Post, write
from campaigns.networks.simulator.world import World


def _told(script: list[Post]) -> list[tuple[object, ...]]:
    return [
        (
            post.number,
            post.author,
            post.kind,
            post.text,
            post.at,
            post.deleted_at,
            post.edited_at,
            post.delays,
            post.favorites,
        )
        for post in script
    ]


def test_a_seed_tells_one_storm() -> None:
    assert _told(write(posts=200, seed=1)) == _told(write(posts=200, seed=1))
    assert _told(write(posts=200, seed=1)) != _told(write(posts=200, seed=2))


@pytest.mark.parametrize("posts", [0, 1, 20, 300])
@pytest.mark.parametrize("network", [MASTODON, BLUESKY])
def test_every_storm_has_its_set_pieces(posts: int, network: str) -> None:
    script = [post for post in write(posts=posts, seed=2013) if post.network == network]
    kinds = Counter(post.kind for post in script)
    assert kinds[Kind.OFF_TOPIC] == kinds[Kind.UNKIND] == 1
    assert kinds[Kind.BOT] == (1 if network == MASTODON else 0)
    assert any(post.edited_at for post in script)
    assert any(post.deleted_at for post in script)
    assert max(Counter(post.author.id for post in script if post.counts).values()) >= 2
    earlier, answer = (post for post in script if post.kind is Kind.COMPANY)
    assert earlier.at < 0
    assert ANSWER_AT <= answer.at < ANSWER_AT + 60
    assert answer.reply_to is not None
    assert answer.reply_to.deleted_at is None


def test_the_wave_rises_and_falls() -> None:
    counts = [post.at for post in write(posts=3000, seed=1) if post.counts]
    quiet, wave, late = (
        sum(low <= at < high for at in counts) / (high - low)
        for low, high in ((0, 600), (1200, 2100), (3600, ENDS_AT))
    )
    assert wave > 3 * quiet
    assert wave > 2 * late > 0


def test_posts_are_sorted_numbered_and_unique() -> None:
    script = write(posts=500, seed=3)
    assert [post.at for post in script] == sorted(post.at for post in script)
    assert sorted(post.number for post in script) == list(range(len(script)))
    world = World(posts=500, seed=3, speed=40, started_at=1_767_225_600)
    assert len({world.uri(post) for post in script}) == len(script)


def test_no_handle_looks_like_a_real_person() -> None:
    handles = {post.author.handle for post in write(posts=300, seed=1)}
    assert all(handle.endswith(".localhost") for handle in handles)
    assert all(
        handle.startswith(("demo_", "demo-", "telekom_hilft_demo", "telekom-hilft-demo"))
        for handle in handles
    )


def test_both_instances_together_show_every_post() -> None:
    for post in write(posts=500, seed=4):
        if post.network == MASTODON:
            assert any(delay is not None for delay in post.delays)
