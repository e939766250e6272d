"""`./dev manage find_tokens PATH …`: look for API tokens where none should be."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounts.tokens.queries import is_in_force
from accounts.tokens.shape import PREFIX_LENGTH, tokens_in
from candyplatform.base import clock


class Command(BaseCommand):
    help = "Look for API tokens in files and folders, by shape and checksum. Says where, and whether they still work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        for path in _files(options["paths"]):
            for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
                for secret in tokens_in(line):
                    state = "in force" if is_in_force(secret, now=now) else "not valid"
                    self.stdout.write(f"{path}:{number}: {secret[:PREFIX_LENGTH]}… ({state})")


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from (file for file in sorted(path.rglob("*")) if file.is_file()) if path.is_dir() else [path]
