"""Network JSON for tests, as the networks write it."""

from typing import Any

Json = dict[str, Any]

HOST = "social.example"


def mastodon_status(number: int, **changes: object) -> Json:
    """A public status of `ada@social.example` with the hashtag, its time `number` seconds into 2026."""
    return {
        "id": str(number),
        "uri": f"https://{HOST}/users/ada/statuses/{number}",
        "url": f"https://{HOST}/@ada/{number}",
        "created_at": f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}.000Z",
        "edited_at": None,
        "content": '<p>Bitte! <a href="https://social.example/tags/TelekomHilf" class="mention hashtag">#<span>TelekomHilf</span></a></p>',
        "spoiler_text": "",
        "sensitive": False,
        "visibility": "public",
        "language": "de",
        "in_reply_to_id": None,
        "replies_count": 1,
        "reblogs_count": 2,
        "favourites_count": 3,
        "reblog": None,
        "tags": [{"name": "TelekomHilf", "url": f"https://{HOST}/tags/TelekomHilf"}],
        "mentions": [],
        "account": mastodon_account(),
        **changes,
    }


def mastodon_account(**changes: object) -> Json:
    return {
        "id": "7",
        "acct": "ada",
        "url": f"https://{HOST}/@ada",
        "uri": f"https://{HOST}/users/ada",
        "followers_count": 12,
        "bot": False,
        **changes,
    }


DID = "did:plc:abcdefghijklmnopqrstuvwx"


def bluesky_uri(number: int, did: str = DID) -> str:
    return f"at://{did}/app.bsky.feed.post/3k{number}"


def bluesky_record(**changes: object) -> Json:
    facet = {
        "index": {"byteStart": 7, "byteEnd": 19},
        "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "TelekomHilf"}],
    }
    return {
        "$type": "app.bsky.feed.post",
        "createdAt": "2026-01-01T00:00:01.000Z",
        "text": "Bitte! #TelekomHilf",
        "langs": ["de"],
        "facets": [facet],
        **changes,
    }


def bluesky_view(number: int, **changes: object) -> Json:
    return {
        "uri": bluesky_uri(number),
        "cid": "bafy",
        "author": {"did": DID, "handle": "ada.example"},
        "record": bluesky_record(),
        "replyCount": 1,
        "repostCount": 2,
        "likeCount": 3,
        "indexedAt": "2026-01-01T00:00:02.000Z",
        **changes,
    }


def jetstream_event(
    number: int, operation: str = "create", record: Json | None = None, **changes: object
) -> Json:
    """An event `number` seconds into 2026."""
    commit: Json = {
        "rev": "r",
        "operation": operation,
        "collection": "app.bsky.feed.post",
        "rkey": f"3k{number}",
    }
    if operation != "delete":
        commit |= {"record": record or bluesky_record(), "cid": "bafy"}
    return {
        "did": DID,
        "time_us": 1_767_225_600_000_000 + number * 1_000_000,
        "kind": "commit",
        "commit": commit,
        **changes,
    }


def jetstream_reaction(number: int, subject: str, collection: str = "app.bsky.feed.like") -> Json:
    """A like (or a repost) `number` seconds into 2026."""
    record = {
        "$type": collection,
        "createdAt": "2026-01-01T00:00:00Z",
        "subject": {"uri": subject, "cid": "bafy"},
    }
    commit = {"rev": "r", "operation": "create", "collection": collection, "rkey": f"3l{number}"}
    return jetstream_event(number, commit={**commit, "record": record, "cid": "bafy"})


X_FIELDS = (
    "tweet.fields=author_id%2Ccreated_at%2Centities%2Clang%2Cpossibly_sensitive%2Cpublic_metrics"
    "%2Creferenced_tweets"
)


def x_post(number: int, **changes: object) -> Json:
    return {
        "id": str(number),
        "author_id": "7",
        "created_at": f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}.000Z",
        "edit_history_tweet_ids": [str(number)],
        "entities": {"hashtags": [{"start": 7, "end": 19, "tag": "TelekomHilf"}]},
        "lang": "de",
        "possibly_sensitive": False,
        "public_metrics": {"retweet_count": 2, "reply_count": 1, "like_count": 3, "quote_count": 0},
        "text": "Bitte! #TelekomHilf",
        **changes,
    }


def threads_post(number: int, **changes: object) -> Json:
    return {
        "id": str(number),
        "permalink": f"https://www.threads.com/@ada/post/D{number}",
        "username": "ada",
        "text": "Bitte! #TelekomHilf",
        "timestamp": f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}+0000",
        "is_reply": False,
        "topic_tag": "TelekomHilf",
        **changes,
    }
