"""The folder that Django's file backend writes mails into, read."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

# What the file backend writes after each message.
_END = re.compile(rb"^-{79}$", re.MULTILINE)
_SHOWN = ("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post")


@dataclass(frozen=True)
class Letter:
    """One mail in the folder. `key` names it in addresses: the file's name and its place in the file."""

    key: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"] or "")

    @property
    def recipient(self) -> str:
        """The To header, decoded."""
        return str(self.message["To"] or "")

    @property
    def date(self) -> str:
        """The Date header as it stands."""
        return str(self.message["Date"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers worth reading, in a fixed order."""
        return [(name, str(self.message[name])) for name in _SHOWN if self.message[name]]

    @property
    def text(self) -> str:
        """The text part; empty when there is none."""
        return self._content("plain")

    @property
    def html(self) -> str:
        """The HTML part with its pictures (`cid:…`) put in; empty when there is none."""
        html = self._content("html")
        for cid, address in self._pictures():
            html = html.replace(f"cid:{cid}", address)
        return html

    def _content(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=("related", kind) if kind == "html" else (kind,))
        if part is not None and part.get_content_type() == "multipart/related":
            part = next((inner for inner in part.walk() if inner.get_content_type() == "text/html"), None)
        return str(part.get_content()) if part is not None else ""

    def _pictures(self) -> Iterator[tuple[str, str]]:
        for part in self.message.walk():
            if part["Content-ID"]:
                content = base64.b64encode(part.get_content()).decode()
                yield part["Content-ID"].strip("<>"), f"data:{part.get_content_type()};base64,{content}"


def newest(folder: Path, *, limit: int = 100) -> list[Letter]:
    """The newest mails in the folder, newest first."""
    files = sorted(_files(folder), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    letters: list[Letter] = []
    for path in files:
        letters += reversed(_letters(path))
        if len(letters) >= limit:
            break
    return letters[:limit]


def find(folder: Path, key: str) -> Letter | None:
    """The mail of that key; None when there is none. Only files of the folder itself are looked into."""
    known = (letter for path in _files(folder) if key.startswith(path.name) for letter in _letters(path))
    return next((letter for letter in known if letter.key == key), None)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.suffix in (".eml", ".log") and path.is_file()]


def _letters(path: Path) -> list[Letter]:
    parts = [part.strip(b"\r\n") for part in _END.split(path.read_bytes())]
    written = [part for part in parts if part]
    return [
        Letter(f"{path.name}-{number}", message_from_bytes(part, policy=policy.default))
        for number, part in enumerate(written)
    ]
