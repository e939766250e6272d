"""Says what happens: one line a time, with the name of who says it, on the terminal and in a file."""

import os
import sys
from pathlib import Path
from typing import TextIO

_KEEP_BYTES = 5_000_000
_NAME_WIDTH = 10


class Console:
    """The terminal, and a log file for each name under `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, TextIO] = {}
        self._colored = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        folder.mkdir(exist_ok=True)

    def say(self, text: str, *, name: str = "dev", color: int = 1) -> None:
        """Print `text` as words of `name`, and keep it in that one's file."""
        label = f"{name:<{_NAME_WIDTH}}"
        shown = f"\033[{color}m{label}\033[0m" if self._colored else label
        for line in text.splitlines():
            sys.stdout.write(f"{shown}{line}\n")
            self._file(name).write(f"{line}\n")
        sys.stdout.flush()

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def _file(self, name: str) -> TextIO:
        if name not in self._files:
            path = self._folder / f"{name}.log"
            if path.exists() and path.stat().st_size > _KEEP_BYTES:
                path.replace(path.with_suffix(".log.1"))
            self._files[name] = path.open("a", buffering=1)
        return self._files[name]
