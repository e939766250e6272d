"""Keeps the translations complete: collects what is marked for translation, updates, compiles and checks the catalogs.

Needs no gettext programs: Babel reads Python, Django turns templates into something that Babel reads too.
"""

import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
# Where each folder's messages live: Django looks into installed apps.
LOCALES = {
    "accounts": "accounts",
    "api": "api",
    "campaigns": "campaigns",
    "candyplatform": "candyplatform/base",
}
# The languages of settings.LANGUAGES but English, which the source is written in.
LANGUAGES = ("de",)
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_TEMPLATES = (".html", ".txt")
# Catalogs carry a date; one that never changes keeps them out of needless diffs.
_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def collect(folder: Path) -> Catalog:
    """Every message that Python modules and templates below `folder` mark for translation."""
    found = Catalog(domain="django", project="Candystorm", charset="utf-8", creation_date=_DATE)
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text()
        elif path.suffix in _TEMPLATES and "templates" in path.parts:
            source = _as_python(path)
        else:
            continue
        name = path.relative_to(folder.parent).as_posix()
        for line, message, comments, context in extract(
            "python",
            io.BytesIO(source.encode()),
            _KEYWORDS,
            ["Translators:"],
            {"encoding": "utf-8"},
            strip_comment_tags=True,
        ):
            found.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return found


def _as_python(template: Path) -> str:
    """What Django makes of a template for extraction, without the indentation that would not be Python's."""
    return "\n".join(
        line.strip() for line in templatize(template.read_text(), origin=str(template)).splitlines()
    )


def catalog_path(app: str, language: str, root: Path = ROOT) -> Path:
    """The catalog of one app and language."""
    return root / LOCALES[app] / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalog at `path`, or an empty one."""
    if not path.exists():
        return Catalog(
            locale=language, charset="utf-8", creation_date=_DATE, revision_date=_DATE, fuzzy=False
        )
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def update(root: Path = ROOT) -> Iterator[str]:
    """Bring each catalog up to date with its sources; what no source has any more goes. Yields what was written."""
    for app, language, collected in _catalogs(root):
        path = catalog_path(app, language, root)
        catalog = read(path, language)
        catalog.update(collected, update_creation_date=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
        yield f"{path.relative_to(root)}: {len(catalog)} messages"


def _catalogs(root: Path) -> Iterator[tuple[str, str, Catalog]]:
    """App, language and collected messages, of the apps that mark anything or have a catalog."""
    for app in LOCALES:
        collected = collect(root / app)
        for language in LANGUAGES:
            if len(collected) or catalog_path(app, language, root).exists():
                yield app, language, collected


def check(root: Path = ROOT) -> Iterator[str]:
    """One line a fault: missing, fuzzy, obsolete, or with placeholders that are not the original's."""
    for app, language, collected in _catalogs(root):
        path = catalog_path(app, language, root)
        catalog = read(path, language)
        name = path.relative_to(root)
        for message in collected:
            if message.id:
                yield from (f"{name}: {fault}: {_shown(message)}" for fault in _faults(message, catalog))
        for message in [*catalog, *catalog.obsolete.values()]:
            if message.id and collected.get(message.id, message.context) is None:
                yield f"{name}: obsolete: {_shown(message)}"


def _faults(message: Message, catalog: Catalog) -> Iterator[str]:
    translated = catalog.get(message.id, message.context)
    if translated is None or not all(_forms(translated)):
        yield "missing"
    elif translated.fuzzy:
        yield "fuzzy"
    else:
        yield from (str(error) for error in translated.check(catalog))


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string or ""),)


def _shown(message: Message) -> str:
    text = message.id[0] if isinstance(message.id, tuple) else message.id
    return repr(text)


def compile_stale(root: Path = ROOT) -> Iterator[str]:
    """Write the .mo beside each .po that is newer. Yields what was written."""
    for source in sorted(root.glob("[!.]*/**/locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, read(source, source.parts[-3]))
        draft.replace(target)
        yield str(target.relative_to(root))


def main(arguments: list[str]) -> int:
    """`update`, `compile` or `check`; 1 when the check found a fault."""
    actions = {"update": update, "compile": compile_stale, "check": check}
    if len(arguments) != 1 or arguments[0] not in actions:
        sys.stderr.write("Usage: ./dev translations update|compile|check\n")
        return 2
    lines = list(actions[arguments[0]]())
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if arguments[0] == "check" and lines:
        sys.stdout.write("Run ./dev translations update, then fill in the catalogs.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
