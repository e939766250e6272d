"""A page that tells of an event, on loopback."""

import atexit
from contextlib import ExitStack
from functools import cache

from tests.campaigns.authoring.event_sources.samples import calendar
from tests.support.sites import Reply, Website, website


@cache
def event_page() -> Website:
    """It answers, at every path, until the tests end."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(website(lambda asked: Reply(calendar("EduCamp Hamburg", {}), "text/calendar")))
