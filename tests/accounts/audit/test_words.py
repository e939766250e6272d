"""Everything that is ever journaled has words, in German and in English."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from accounts.audit.people import People
from accounts.audit.telling import tell
from accounts.audit.vocabulary import Happening, vocabulary
from accounts.models import JournalEntry
from tests.factories import NOW

ROOT = Path(__file__).resolve().parents[3]
APPS = ("accounts", "api", "campaigns")
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
# What looks like a verb beside the journal and is none: kinds of work, and what is announced without an entry.
OTHERS = {*settings.WORK_KINDS, "posts.heard", "numbers.moved"}


def verbs() -> Iterator[tuple[str, str]]:
    """Each string that has a verb's shape in a module that knows the journal, however it gets there, and its place."""
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        source = path.read_text()
        if "migrations" in path.parts or not re.search(
            r"^from accounts import .*\bjournal\b", source, re.MULTILINE
        ):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.fullmatch(node.value):
                yield node.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_verb_has_a_sentence() -> None:
    found = dict(verbs())
    wordless = {
        verb: place for verb, place in found.items() if verb not in {*vocabulary().happenings, *OTHERS}
    }
    assert wordless == {}
    assert len(found.keys() - OTHERS) >= 30


def test_every_verb_that_others_follow_has_a_sentence() -> None:
    followed = {*settings.JOURNAL_FOLLOWERS, *settings.ENTRY_FOLLOWERS} - OTHERS
    assert followed - set(vocabulary().happenings) == set()


def placeholders(text: str) -> set[str]:
    return {
        name for _before, name, _format, _conversion in string.Formatter().parse(text) if name is not None
    }


@pytest.mark.parametrize("verb", sorted(vocabulary().happenings))
def test_sentence_says_the_same_in_both_languages(verb: str) -> None:
    happening = vocabulary().happenings[verb]
    told = {}
    for language in ("en", "de"):
        with translation.override(language):
            told[language] = str(happening.sentence)
    assert told["en"] != told["de"]
    assert placeholders(told["en"]) == placeholders(told["de"])
    assert placeholders(told["en"]) <= {"who", "what"}
    assert ("what" in placeholders(told["en"])) is bool(happening.about)
    assert all(text.endswith(".") for text in told.values())


def test_every_verb_belongs_to_one_topic() -> None:
    belongs = {
        verb: [key for key, topic in vocabulary().topics.items() if verb.startswith(topic.prefixes)]
        for verb in vocabulary().happenings
    }
    assert {verb: topics for verb, topics in belongs.items() if len(topics) != 1} == {}


def test_every_kind_of_subject_has_words_for_one_that_is_gone() -> None:
    kinds = {happening.about for happening in vocabulary().happenings.values()} - {""}
    assert kinds == set(vocabulary().subjects)
    for subject in vocabulary().subjects.values():
        assert placeholders(str(subject.called)) == {"name"}
        assert placeholders(str(subject.gone)) == set()


def test_unknown_verb_is_still_readable() -> None:
    entry = JournalEntry(
        at=NOW, verb="bubble_gum.blown", subject="1", actor_kind="platform", channel="platform"
    )
    [line] = tell([entry], People({}))
    assert (line.text, line.html) == (
        "Candystorm: bubble gum blown",
        "<strong>Candystorm</strong>: bubble gum blown",
    )


def test_names_are_escaped_and_braces_in_them_are_only_letters() -> None:
    entry = JournalEntry(
        at=NOW,
        verb="digest.declined",
        subject="1",
        actor_kind="token",
        actor_name="<b>{what}</b>",
        channel="api",
    )
    [line] = tell([entry], People({}))
    assert line.text == "<b>{what}</b> stopped the daily digest."
    assert line.html == "<strong>&lt;b&gt;{what}&lt;/b&gt;</strong> stopped the daily digest."


@pytest.mark.parametrize("happening", vocabulary().happenings.values())
def test_details_that_are_missing_hurt_nobody(happening: Happening) -> None:
    assert happening.more is None or isinstance(happening.more({}), str)
