"""OpenGraph, and failing that the page's title: the name of the event at least. Source: https://ogp.me"""

from datetime import datetime
from urllib.parse import urljoin

from campaigns.authoring.event_sources import markup
from campaigns.authoring.event_sources.contract import Found, Page


def event_in(page: Page, now: datetime) -> Found | None:
    """What the page calls itself, with the times that some pages tell beside it."""
    told = markup.read(page.text)
    name = told.properties.get("og:title") or told.title.strip()
    if not name:
        return None
    return Found(
        name=name,
        starts_at=_moment(told.properties.get("event:start_time", "")),
        ends_at=_moment(told.properties.get("event:end_time", "")),
        url=urljoin(page.url, told.properties.get("og:url", "")),
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
