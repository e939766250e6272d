"""Journal entries as people read them: who, what, and from where, in the running language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import browsers
from accounts.audit.people import People
from accounts.audit.vocabulary import Happening, Subject, vocabulary
from accounts.models import JournalEntry, JournalOrigin
from accounts.origin import Channel

_UNKNOWN = "{who}: {what}"


@dataclass(frozen=True)
class Line:
    """One entry in words, as its reader has them: nothing is left to be looked up or translated.

    `at` is in the reader's time zone. `text` is the sentence, `html` the same with the actor set off; what is not known is "".
    """

    entry: JournalEntry
    at: datetime
    who: str
    text: str
    html: SafeString
    more: str
    remark: str
    door: str
    address: str
    agent: str

    @property
    def is_by_staff(self) -> bool:
        return self.entry.actor_kind == "staff"


def tell(entries: Sequence[JournalEntry], people: People) -> list[Line]:
    """The entries in words; their subjects are looked up together, in the running scope.

    Entries are read with `select_related("origin", "remark")`.
    """
    phrases = _phrases(entries)
    return [_line(entry, people.who(entry), phrases) for entry in entries]


def _line(entry: JournalEntry, who: str, phrases: dict[tuple[str, str], str]) -> Line:
    happening = vocabulary().happenings.get(entry.verb, Happening(_UNKNOWN))
    what = phrases.get((happening.about, entry.subject), "")
    if happening.sentence is _UNKNOWN:
        what = entry.verb.replace(".", " ").replace("_", " ")
    sentence = str(happening.sentence)
    origin: JournalOrigin | None = getattr(entry, "origin", None)
    remark = getattr(entry, "remark", None)
    return Line(
        entry=entry,
        at=timezone.localtime(entry.at),
        who=who,
        text=sentence.format(who=who, what=what),
        html=format_html(sentence, who=format_html("<strong>{}</strong>", who), what=what),
        more=happening.more(entry.details) if happening.more else "",
        remark=remark.text if remark else "",
        door=_door(entry),
        address=(origin.address or "") if origin else "",
        agent=_agent(origin) if origin else "",
    )


def _phrases(entries: Iterable[JournalEntry]) -> dict[tuple[str, str], str]:
    """What the sentences call their subjects, by kind and id."""
    words, wanted = vocabulary(), dict[str, set[str]]()
    for entry in entries:
        happening = words.happenings.get(entry.verb)
        if happening and happening.about:
            wanted.setdefault(happening.about, set()).add(entry.subject)
    return {
        (kind, key): phrase
        for kind, ids in wanted.items()
        for key, phrase in _called(words.subjects[kind], ids).items()
    }


def _called(subject: Subject, ids: set[str]) -> dict[str, str]:
    names, called = subject.names(ids), str(subject.called)
    return {key: called.format(name=names[key]) if key in names else str(subject.gone) for key in ids}


def _door(entry: JournalEntry) -> str:
    """By which way they came; what the platform does by itself needs none."""
    if entry.actor_kind == "platform" or entry.channel not in Channel.values:
        return ""
    return str(Channel(entry.channel).label)


def _agent(origin: JournalOrigin) -> str:
    return browsers.told(origin.browser, origin.system)
