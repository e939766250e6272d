"""Hashtags as Mastodon tells them: names in ASCII, texts as people wrote them."""

import msgspec
import pytest

from campaigns.networks.contract import fold_hashtag
from campaigns.networks.mastodon.reading import post_seen
from campaigns.networks.mastodon.shapes import Status

STATUS = {
    "id": "1",
    "uri": "https://one.example/1",
    "created_at": "2013-04-22T10:00:00Z",
    "visibility": "public",
    "account": {"id": "1", "acct": "fan", "url": "https://one.example/@fan"},
}


@pytest.mark.parametrize("tag", ["SchöneGrüße", "GroßerDank", "echh13"])
def test_hashtag_with_an_umlaut_is_the_one_people_wrote(tag: str) -> None:
    name = tag.lower().replace("ö", "o").replace("ü", "u")
    content = f'<p>Bitte <a href="https://one.example/tags/{name}">#<span>{tag}</span></a></p>'
    status = msgspec.convert(STATUS | {"content": content, "tags": [{"name": name}]}, Status)
    assert fold_hashtag(tag) in post_seen(status).hashtags


def test_hash_within_a_word_or_an_address_is_no_hashtag() -> None:
    content = "<p>C#lang https://one.example/page#part and &amp;#x #real</p>"
    status = msgspec.convert(STATUS | {"content": content, "tags": [{"name": "real"}]}, Status)
    assert post_seen(status).hashtags == frozenset({"real"})
