"""What status lines and headers say."""

from datetime import UTC, datetime

import pytest

from campaigns.networks.asking import budget, origin, retry_after
from campaigns.networks.contract import Budget

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("social.example", "https://social.example"),
        ("social.example/", "https://social.example"),
        ("https://social.example/", "https://social.example"),
        ("http://127.0.0.1:4810", "http://127.0.0.1:4810"),
    ],
)
def test_origin_takes_a_domain_or_an_origin(host: str, url: str) -> None:
    assert origin(host) == url


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 60.0),
        ({"retry-after": "17"}, 17.0),
        ({"retry-after": "0"}, 1.0),
        ({"retry-after": "999999"}, 3600.0),
        ({"retry-after": "soon"}, 60.0),
        ({"retry-after": "Thu, 01 Jan 2026 12:00:30 GMT"}, 30.0),
        (_mastodon := {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-01-01T12:05:00.000000Z"}, 300.0),
        ({**_mastodon, "retry-after": "5"}, 5.0),
        ({"ratelimit-limit": "3000", "ratelimit-remaining": "0", "ratelimit-reset": "1767269100"}, 300.0),
        ({**_mastodon, "x-ratelimit-reset": "2026-01-01T11:00:00Z"}, 1.0),
        ({**_mastodon, "x-ratelimit-reset": "nonsense"}, 60.0),
    ],
)  # fmt: skip
def test_retry_after_reads_what_the_networks_send(headers: dict[str, str], seconds: float) -> None:
    assert retry_after(headers, NOW) == seconds


def test_budget_reads_mastodon_s_and_bluesky_s_headers() -> None:
    resets_at = datetime(2026, 1, 1, 12, 5, tzinfo=UTC)
    expected = Budget(limit=300, remaining=12, resets_at=resets_at)
    iso = {
        "x-ratelimit-limit": "300",
        "x-ratelimit-remaining": "12",
        "x-ratelimit-reset": "2026-01-01T12:05:00.000Z",
    }
    epoch = {"ratelimit-limit": "300", "ratelimit-remaining": "12", "ratelimit-reset": "1767269100"}
    assert budget(iso) == expected
    assert budget(epoch) == expected


@pytest.mark.parametrize("headers", [{}, {"x-ratelimit-limit": "many", "x-ratelimit-remaining": "-1"}])
def test_budget_is_none_when_nothing_readable_is_told(headers: dict[str, str]) -> None:
    assert budget(headers) is None
