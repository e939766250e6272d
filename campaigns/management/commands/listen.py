"""`manage.py listen`: the stream consumer."""

import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from campaigns.listening.following import follow_in_thread, followed_feeds
from campaigns.listening.operations import reopen_feeds
from campaigns.listening.streaming import listen_in_thread, streamed_feeds
from candyplatform.base import clock

PAUSE = 1.0


class Command(BaseCommand):
    """Listens to every network that tells by itself, one thread a feed, until it is stopped."""

    help = (
        "Listen to the networks that stream (Bluesky), and to hashtags where an instance tells them (Mastodon, with a "
        "token). Several may run: one listens, the others wait to take over."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = threading.Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopped.set()
            raise SystemExit(0)

        signal.signal(signal.SIGTERM, stop)
        reopen_feeds(now=clock.now())
        threads: dict[int, threading.Thread] = {}
        while not stopped.is_set():
            wanted = [(listen_in_thread, feed) for feed in streamed_feeds()]
            wanted += [(follow_in_thread, feed) for feed in followed_feeds()]
            for listen, feed in wanted:
                if feed.pk not in threads or not threads[feed.pk].is_alive():
                    threads[feed.pk] = threading.Thread(target=listen, args=(feed,), daemon=True)
                    threads[feed.pk].start()
            stopped.wait(PAUSE)
