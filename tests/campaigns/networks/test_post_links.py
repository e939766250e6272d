"""Links of posts as people copy them: which network's they are, in one spelling."""

import pytest

from campaigns.enums import Network
from campaigns.listening.said import link_of
from campaigns.networks.bluesky import Bluesky
from campaigns.networks.mastodon import Mastodon
from tests.campaigns.networks import shapes
from tests.campaigns.networks.recorded_door import RecordedDoor, said


@pytest.mark.parametrize(
    ("url", "network", "link"),
    [
        ("https://social.example/@ada/12", "mastodon", "https://social.example/@ada/12"),
        (
            "https://Social.example/@ada@far.example/12",
            "mastodon",
            "https://social.example/@ada@far.example/12",
        ),
        ("https://social.example/users/ada/statuses/12", "mastodon", "https://social.example/@ada/12"),
        ("https://social.example/deck/@ada/12?x=1", "mastodon", "https://social.example/@ada/12"),
        (
            "https://bsky.app/profile/Ada.example/post/3k1",
            "bluesky",
            "https://bsky.app/profile/ada.example/post/3k1",
        ),
        (
            "https://bsky.app/profile/did:plc:abc/post/3k1/",
            "bluesky",
            "https://bsky.app/profile/did:plc:abc/post/3k1",
        ),
        ("https://twitter.com/ada/status/99?s=20", "x", "https://x.com/i/status/99"),
        ("https://x.com/ada/status/99/photo/1", "x", "https://x.com/i/status/99"),
        ("https://www.threads.net/@Ada.b/post/C-1_x", "threads", "https://www.threads.com/@ada.b/post/C-1_x"),
    ],
)
def test_link_has_one_spelling(url: str, network: str, link: str) -> None:
    found = link_of(url)
    assert found
    assert (found[0], found[1].link) == (network, link)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/ada",
        "https://bsky.app/profile/ada.example",
        "https://www.instagram.com/p/abc/",
        "https://social.example/@ada",
        "https://127.0.0.1\\@x.com/ada/status/1",
        "https://me@social.example/@ada/12",
        "javascript:alert(1)",
    ],
)
def test_other_links_are_none(url: str) -> None:
    assert link_of(url) is None


def test_mastodon_finds_the_post_on_the_server_of_its_link() -> None:
    connector = Mastodon()
    link = connector.post_link("https://social.example/@ada/1")
    assert link
    address = "https://social.example/api/v1/statuses/1"
    door = RecordedDoor(replies={address: said(shapes.mastodon_status(1))})
    post = connector.find_post(link, door=door)
    assert post
    assert (post.network, post.text, door.asked) == (Network.MASTODON, "Bitte! #TelekomHilf", [address])
    assert connector.find_post(link, door=RecordedDoor()) is None


def test_mastodon_believes_a_strange_server_about_its_own_people_only() -> None:
    """Else anybody could run a server that tells what a company has answered."""
    forged = said(shapes.mastodon_status(1))
    door = RecordedDoor(replies={"https://evil.example/api/v1/statuses/1": forged})
    link = Mastodon().post_link("https://evil.example/@ada@social.example/1")
    assert link
    assert Mastodon(hosts=["social.example"]).find_post(link, door=door) is None
    assert Mastodon(hosts=["evil.example"]).find_post(link, door=door) is not None


def test_bluesky_finds_the_post_by_its_author_s_did() -> None:
    connector = Bluesky(hosts=["jet.example"], api="https://api.example/")
    link = connector.post_link("https://bsky.app/profile/ada.example/post/3k1")
    assert link
    replies = {
        "https://api.example/xrpc/app.bsky.actor.getProfile": said(
            {"did": shapes.DID, "handle": "ada.example"}
        ),
        "https://api.example/xrpc/app.bsky.feed.getPosts": said({"posts": [shapes.bluesky_view(1)]}),
    }
    post = connector.find_post(link, door=RecordedDoor(replies=replies))
    assert post
    assert post.uri == shapes.bluesky_uri(1)
