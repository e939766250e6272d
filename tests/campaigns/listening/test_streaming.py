"""The stream consumer's life beside the database."""

from threading import Thread

import pytest
from django.db import connections
from pytest_django.fixtures import Settings

from campaigns.listening.streaming import listen_in_thread, streamed_feeds
from tests.factories import make_campaign, make_organization


@pytest.mark.django_db(transaction=True)
def test_listening_again_and_again_gives_every_connection_back(settings: Settings) -> None:
    """Each stretch of listening is a thread; a pool that ran dry would make the platform deaf."""
    make_campaign(make_organization(), state="closed")
    (feed,) = streamed_feeds()
    for _ in range(2 * settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"]):
        thread = Thread(target=listen_in_thread, args=(feed,))
        thread.start()
        thread.join(timeout=60)
        assert not thread.is_alive()
    pool = connections["default"].pool  # type: ignore[attr-defined]  # PostgreSQL's own
    assert pool.get_stats()["pool_available"] >= 1
