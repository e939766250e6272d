"""A ZIP file that is written once, front to back, and leaves in pieces: nothing of it stays in memory."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from candyplatform.base import spreadsheet

PIECE = 1_000_000
Row = Sequence[Any]


class Pieces:
    """What a ZIP writer writes to: takes bytes of any length, gives away pieces of `PIECE` octets, cannot go back."""

    def __init__(self, give: Callable[[bytes], None]) -> None:
        self._give = give
        self._waiting = bytearray()
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take some, and give away what is a whole piece."""
        self._waiting += data
        while len(self._waiting) >= PIECE:
            self._send(PIECE)
        return len(data)

    def flush(self) -> None:
        """Nothing to do: a piece goes when it is full."""

    def close(self) -> None:
        """Give away what is left."""
        if self._waiting:
            self._send(len(self._waiting))

    def _send(self, length: int) -> None:
        piece = bytes(self._waiting[:length])
        del self._waiting[:length]
        self.size += length
        self._give(piece)


class ZipStream:
    """The archive's file, written entry by entry."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._zip = zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def text(self, name: str, content: str) -> None:
        """A small file."""
        with self._entry(name) as entry:
            entry.write(content.encode())

    def json_rows(self, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """A JSON array of objects, one a line."""
        with self._entry(name) as entry:
            between = b"["
            for row in rows:
                told = json.dumps(
                    dict(zip(columns, row, strict=True)), cls=DjangoJSONEncoder, ensure_ascii=False
                )
                entry.write(between + b"\n" + told.encode())
                between = b","
            entry.write(b"\n]\n" if between == b"," else b"[]\n")

    def csv_rows(self, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """A CSV file with a heading line, in UTF-8, without formulas."""
        with self._entry(name) as entry:
            entry.write((spreadsheet.BYTE_ORDER_MARK + spreadsheet.line(columns)).encode())
            for row in rows:
                entry.write(spreadsheet.line(map(_cell, row)).encode())

    def end(self) -> None:
        """Write the directory and let the last piece go."""
        self._zip.close()
        self._pieces.close()

    @contextmanager
    def _entry(self, name: str) -> Iterator[IO[bytes]]:
        with self._zip.open(name, "w", force_zip64=True) as entry:
            yield entry


def _cell(value: Any) -> Any:
    """As JSON says it, but for what is a text or a number in a spreadsheet, too."""
    if value is None or isinstance(value, str | int | float):
        return value
    told = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return told.strip('"') if told.startswith('"') else told
