"""OpenGraph, and failing that the page's title: the name of the event at least, and its picture. Source: https://ogp.me"""

from campaigns.authoring.event_sources import markup
from campaigns.authoring.event_sources.contract import Found, Sought, moment_in
from campaigns.authoring.event_sources.questions import Page, Questions


def event_in(page: Page, questions: Questions, sought: Sought) -> Found | None:
    """What the page calls itself, with the times that some pages tell beside it."""
    told = markup.read(page.text)
    name = told.properties.get("og:title") or told.title.strip()
    if not name:
        return None
    return Found(
        name=name,
        starts_at=moment_in(told.properties.get("event:start_time", "")),
        ends_at=moment_in(told.properties.get("event:end_time", "")),
        url=markup.joined(page.url, told.properties.get("og:url", "")),
        image=markup.image_of(told, page.url),
    )
