from enum import StrEnum


class Channel(StrEnum):
    BLUESKY = "bluesky"
    COPY = "copy"
    EMBED = "embed"
    MAIL = "mail"
    MASTODON = "mastodon"
    POSTER = "poster"
    QR = "qr"
    SHARE = "share"
    SLIDE = "slide"
    THREADS = "threads"
    X = "x"

    @classmethod
    def _missing_(cls, value: object) -> "Channel | None":
        """A word that came after this client was written: it stands for itself."""
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = word._value_ = value
        return word

    def __str__(self) -> str:
        return str(self.value)
