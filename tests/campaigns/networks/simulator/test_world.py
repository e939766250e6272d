"""The world at a moment: nothing before its time, nothing after its deletion, ids in the order of time."""

from itertools import islice

from campaigns.networks.simulator.scenario import MASTODON, Kind, Post
from campaigns.networks.simulator.world import World

START = 1_767_225_600.0


class Clock:
    def __init__(self) -> None:
        self.now = START - 1

    def __call__(self) -> float:
        return self.now


def _world(posts: int = 300) -> tuple[World, Clock]:
    clock = Clock()
    return World(posts=posts, seed=2013, speed=40, started_at=START, clock=clock), clock


def _visible(world: World, instance: int = 0) -> list[Post]:
    return [post for _, post in world.newer("telekomhilf", instance, 0)]


def test_nothing_is_there_before_its_time_and_all_of_it_at_the_end() -> None:
    world, clock = _world()
    assert _visible(world) == []
    clock.now = START + 45
    some = _visible(world)
    assert all(world.created(post) <= clock.now for post in some)
    clock.now = world.ends_at
    expected = {
        post.number
        for post in world.of_network(MASTODON)
        if "telekomhilf" in post.hashtags and post.delays[0] is not None and post.deleted_at is None
    }
    assert 0 < len(some) < len(expected)
    assert {post.number for post in _visible(world)} == expected


def test_a_deleted_post_is_gone_everywhere() -> None:
    world, clock = _world()
    deleted = next(
        post for post in world.of_network(MASTODON) if post.deleted_at and post.delays[0] is not None
    )
    assert deleted.deleted_at is not None
    clock.now = world.wall(deleted.deleted_at) - 0.01
    assert world.find(world.native_id(deleted, 0), 0) is deleted
    clock.now += 0.02
    assert world.find(world.native_id(deleted, 0), 0) is None
    assert world.is_deleted(deleted)


def test_an_edit_changes_the_text_at_its_time() -> None:
    world, clock = _world()
    edited = next(post for post in world.posts if post.edited_at)
    assert edited.edited_at is not None
    clock.now = world.wall(edited.edited_at) - 0.01
    assert (world.text(edited), world.edited_at(edited)) == (edited.text, None)
    clock.now += 0.02
    assert (world.text(edited), world.edited_at(edited)) == (edited.edited_text, world.wall(edited.edited_at))


def test_engagement_grows_to_what_the_truth_tells() -> None:
    world, clock = _world()
    liked = max((post for post in world.posts if post.kind is Kind.FRIENDLY), key=lambda post: post.favorites)
    counts = []
    for seconds in (0, 10, 60, 600):
        clock.now = world.created(liked) + seconds
        counts.append(world.engagement(liked)[0])
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[-1] == liked.favorites > 0


def test_newer_and_older_walk_the_same_timeline() -> None:
    world, clock = _world()
    clock.now = world.ends_at
    up = [number for number, _ in world.newer("telekomhilf", 1, 0)]
    down = [number for number, _ in world.older("telekomhilf", 1, None)]
    assert up == sorted(up) == down[::-1]
    assert [number for number, _ in islice(world.newer("telekomhilf", 1, up[9]), 3)] == up[10:13]
    assert [number for number, _ in islice(world.older("telekomhilf", 1, up[9]), 3)] == up[6:9][::-1]


def test_a_late_post_is_overtaken_by_few() -> None:
    world, clock = _world(3000)
    clock.now = world.ends_at
    timeline = list(world.newer("telekomhilf", 0, 0))
    for index, (_, post) in enumerate(timeline[:-20]):
        arrives = world._arrivals[0][post.number]
        overtaken = sum(
            world._arrivals[0][later.number] < arrives for _, later in timeline[index + 1 : index + 21]
        )
        assert overtaken <= 8
