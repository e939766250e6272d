"""What a web page says about itself to machines: its JSON-LD, its OpenGraph properties, its title."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from campaigns.authoring.event_sources.contract import first_image

SCRIPTS_LIMIT = 30
OBJECTS_LIMIT = 2_000
# Where OpenGraph tells of a picture; the first that leads anywhere is it.
_IMAGES = ("og:image:secure_url", "og:image", "og:image:url")


@dataclass
class Markup:
    """The properties by name, first one first come; the JSON-LD scripts as they stand; the title."""

    properties: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    title: str = ""


class _Reader(HTMLParser):
    """Collects them; everything else is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = Markup()
        self._script: list[str] | None = None
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = given.get("property") or given.get("name", "")
            self.markup.properties.setdefault(name.strip().lower(), given.get("content", "").strip())
        elif tag == "script" and given.get("type", "").strip().lower() == "application/ld+json":
            self._script = []
        elif tag == "title":
            self._in_title = not self.markup.title

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        elif self._in_title:
            self.markup.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            if len(self.markup.scripts) < SCRIPTS_LIMIT:
                self.markup.scripts.append("".join(self._script))
            self._script = None
        elif tag == "title":
            self._in_title = False


def read(html: str) -> Markup:
    """What the page says about itself. Broken pages say less, and raise nothing."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # what the parser raises for declarations that nobody closed
        pass
    return reader.markup


def image_of(told: Markup, base: str) -> str:
    """The address of the picture that the page at `base` has itself shown with; "" when it names none."""
    return first_image(base, (told.properties.get(name) for name in _IMAGES))


def objects(scripts: list[str]) -> Iterator[Mapping[str, Any]]:
    """Every object in the scripts, those within others too, in the order of the page; at most `OBJECTS_LIMIT` values."""
    left = OBJECTS_LIMIT
    for script in scripts:
        waiting = [_parsed(script)]
        while waiting and left:
            left -= 1
            value = waiting.pop(0)
            if isinstance(value, Mapping):
                yield value
                waiting[:0] = [inner for inner in value.values() if isinstance(inner, Mapping | list)]
            elif isinstance(value, list):
                waiting[:0] = value[:left]


def joined(base: str, address: str) -> str:
    """An address as the page at `base` means it; `base` itself when it cannot be read."""
    try:
        return urljoin(base, address)
    except ValueError:  # brackets that hold no address
        return base


def _parsed(script: str) -> Any:
    try:
        return json.loads(script)
    except (ValueError, RecursionError):
        return None
