"""What the journal's verbs mean in words. Each room that appends to the journal brings a `Vocabulary` of its own.

`settings.JOURNAL_WORDS` names them, so that rooms further up are read without being imported.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from candyplatform.base.errors import Text

Details = Mapping[str, Any]
Names = Mapping[str, str]


@dataclass(frozen=True)
class Happening:
    """One verb: its sentence, with `{who}` and, where it has a subject, `{what}`; and what more its details tell.

    `about` is the kind of its subject, a key of `Vocabulary.subjects`; "" where the sentence needs none.
    """

    sentence: Text
    about: str = ""
    more: Callable[[Details], str] | None = None


@dataclass(frozen=True)
class Subject:
    """A kind of thing that things happen to.

    `names` looks up what those with these ids are called, in one query or two, and leaves out what is gone. `called` is the
    phrase with `{name}`, in the accusative; `gone` stands for one that has no name any more.
    """

    names: Callable[[Collection[str]], Names]
    called: Text
    gone: Text


@dataclass(frozen=True)
class Topic:
    """A group of verbs that a reader may look at alone: those that begin with one of `prefixes`."""

    label: Text
    prefixes: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """A room's words. `places` finds the things that one may follow through the journal, as choices (id, name)."""

    happenings: Mapping[str, Happening]
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    places: Callable[[], list[tuple[str, str]]] | None = None


@cache
def vocabulary() -> Vocabulary:
    """Every room's words as one."""
    rooms: list[Vocabulary] = [import_string(path) for path in settings.JOURNAL_WORDS]
    places = [room.places for room in rooms if room.places]

    def all_places() -> list[tuple[str, str]]:
        return [place for find in places for place in find()]

    return Vocabulary(
        happenings={verb: happening for room in rooms for verb, happening in room.happenings.items()},
        subjects={kind: subject for room in rooms for kind, subject in room.subjects.items()},
        topics={key: topic for room in rooms for key, topic in room.topics.items()},
        places=all_places,
    )
