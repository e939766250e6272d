"""Collecting, updating, checking and compiling catalogs, over an app made of two files."""

import gettext
from pathlib import Path

import pytest
from django.conf import settings

from candyplatform import translations

VIEWS = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
title = _("Say please")
posts = ngettext("%(n)d post", "%(n)d posts", 2)
month = pgettext_lazy("month", "May")
"""
PAGE = """{% load i18n %}
<h1>{% translate "Say thanks" %}</h1>
    <p>{% blocktranslate trimmed with name=event.name %}
        Join {{ name }} now
    {% endblocktranslate %}</p>
  <p title='{% translate "It's time" %}'>(unmarked</p>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one app that marks six messages."""
    (tmp_path / "accounts" / "templates").mkdir(parents=True)
    (tmp_path / "accounts" / "views.py").write_text(VIEWS)
    (tmp_path / "accounts" / "templates" / "page.html").write_text(PAGE)
    return tmp_path


def _fill(root: Path, *replacements: tuple[str, str]) -> None:
    path = translations.catalog_path("accounts", "de", root)
    text = path.read_text()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def _translate_all(root: Path) -> None:
    list(translations.update(root))
    _fill(
        root,
        ('msgid "Say please"\nmsgstr ""', 'msgid "Say please"\nmsgstr "Sag bitte"'),
        ('msgid "Say thanks"\nmsgstr ""', 'msgid "Say thanks"\nmsgstr "Sag danke"'),
        ('msgid "Join %(name)s now"\nmsgstr ""', 'msgid "Join %(name)s now"\nmsgstr "Komm zu %(name)s"'),
        ('msgid "It\'s time"\nmsgstr ""', 'msgid "It\'s time"\nmsgstr "Es ist Zeit"'),
        ('msgid "May"\nmsgstr ""', 'msgid "May"\nmsgstr "Mai"'),
        ('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)d Post"\nmsgstr[1] "%(n)d Posts"'),
    )


def test_languages_are_those_of_the_settings_but_english() -> None:
    assert set(translations.LANGUAGES) == {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}


def test_check_names_every_message_without_a_catalog(root: Path) -> None:
    name = "accounts/locale/de/LC_MESSAGES/django.po"
    assert sorted(translations.check(root)) == [
        f'{name}: missing: "It\'s time"',
        f"{name}: missing: '%(n)d post'",
        f"{name}: missing: 'Join %(name)s now'",
        f"{name}: missing: 'May'",
        f"{name}: missing: 'Say please'",
        f"{name}: missing: 'Say thanks'",
    ]


def test_check_is_content_with_a_complete_catalog_and_update_leaves_it_as_it_is(root: Path) -> None:
    _translate_all(root)
    assert list(translations.check(root)) == []
    list(translations.update(root))
    before = translations.catalog_path("accounts", "de", root).read_bytes()
    list(translations.update(root))
    assert translations.catalog_path("accounts", "de", root).read_bytes() == before
    assert list(translations.check(root)) == []


def test_check_names_obsolete_and_changed_messages(root: Path) -> None:
    _translate_all(root)
    (root / "accounts" / "views.py").write_text(VIEWS.replace("Say please", "Say please now"))
    name = "accounts/locale/de/LC_MESSAGES/django.po"
    assert list(translations.check(root)) == [
        f"{name}: missing: 'Say please now'",
        f"{name}: obsolete: 'Say please'",
    ]
    list(translations.update(root))
    assert list(translations.check(root)) == [f"{name}: fuzzy: 'Say please now'"]


def test_check_names_a_translation_that_lost_its_placeholder(root: Path) -> None:
    _translate_all(root)
    _fill(root, ("Komm zu %(name)s", "Komm zu %(nam)s"))
    (fault,) = translations.check(root)
    assert fault.endswith(": 'Join %(name)s now'")


def test_compile_writes_what_gettext_reads_and_only_when_the_source_is_newer(root: Path) -> None:
    _translate_all(root)
    assert list(translations.compile_stale(root)) == ["accounts/locale/de/LC_MESSAGES/django.mo"]
    with (root / "accounts/locale/de/LC_MESSAGES/django.mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert catalog.gettext("Say thanks") == "Sag danke"
    assert catalog.ngettext("%(n)d post", "%(n)d posts", 2) == "%(n)d Posts"
    assert catalog.pgettext("month", "May") == "Mai"
    assert list(translations.compile_stale(root)) == []
