from campaigns.enums import Network
from campaigns.listening.wanted import FeedKey, parse_topic, wanted_feeds
from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import AccountTopic, Connector, HashtagTopic
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.x import X

HANDLES = {"mastodon": "telekomhilft@mastodon.example", "bluesky": "telekomhilft.bsky.social"}


def connectors(*, not_measured: str = "") -> dict[Network, Connector]:
    return {
        Network.MASTODON: Mastodon(
            hosts=["https://one.example", "https://two.example"], not_measured=not_measured
        ),
        Network.BLUESKY: Bluesky(hosts=["wss://stream.example"]),
    }


def test_wanted_asks_every_host_for_every_hashtag_and_the_company() -> None:
    assert wanted_feeds(hashtags=["echh13"], handles=HANDLES, connectors=connectors()) == [
        FeedKey("mastodon", "https://one.example", "hashtag:echh13"),
        FeedKey("mastodon", "https://one.example", "account:telekomhilft@mastodon.example"),
        FeedKey("mastodon", "https://two.example", "hashtag:echh13"),
        FeedKey("mastodon", "https://two.example", "account:telekomhilft@mastodon.example"),
        FeedKey("bluesky", "wss://stream.example", "*"),
    ]


def test_wanted_leaves_out_a_network_that_is_not_measured() -> None:
    feeds = wanted_feeds(hashtags=["echh13"], handles={}, connectors=connectors(not_measured="Turned off."))
    assert feeds == [FeedKey("bluesky", "wss://stream.example", "*")]


def test_topic_is_read_back() -> None:
    assert parse_topic("hashtag:echh13") == HashtagTopic("echh13")
    topic = parse_topic(
        "account:telekomhilft@mastodon.example", account_id="https://mastodon.example/users/t"
    )
    assert topic == AccountTopic(
        id="https://mastodon.example/users/t", handle="telekomhilft@mastodon.example"
    )


def test_wanted_joins_hashtags_where_a_network_asks_for_all_at_once() -> None:
    x = X(hosts=["https://x.example"], token="t", daily_budget=1, mode="posts")
    tags, handles = ["telekomhilf", "ECHH13"], {"x": "Telekom_hilft"}
    assert wanted_feeds(hashtags=tags, handles=handles, connectors={Network.X: x}) == [
        FeedKey("x", "https://x.example", "hashtags:echh13,telekomhilf"),
        FeedKey("x", "https://x.example", "account:Telekom_hilft"),
    ]
    counting = X(hosts=["https://x.example"], token="t", daily_budget=1)
    assert wanted_feeds(hashtags=tags, handles=handles, connectors={Network.X: counting}) == [
        FeedKey("x", "https://x.example", "hashtags:echh13,telekomhilf")
    ]
    assert parse_topic("hashtags:echh13,telekomhilf") == HashtagTopic("echh13", ("telekomhilf",))


def test_wanted_searches_a_stream_where_it_may() -> None:
    bluesky = Bluesky(hosts=["wss://stream.example"], pds="https://pds.example", handle="h", app_password="p")
    assert wanted_feeds(hashtags=["echh13"], handles=HANDLES, connectors={Network.BLUESKY: bluesky}) == [
        FeedKey("bluesky", "wss://stream.example", "*"),
        FeedKey("bluesky", "https://pds.example", "hashtag:echh13"),
    ]
