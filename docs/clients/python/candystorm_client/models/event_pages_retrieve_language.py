from enum import StrEnum


class EventPagesRetrieveLanguage(StrEnum):
    DE = "de"
    EN = "en"

    @classmethod
    def _missing_(cls, value: object) -> "EventPagesRetrieveLanguage | None":
        """A word that came after this client was written: it stands for itself."""
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = word._value_ = value
        return word

    def __str__(self) -> str:
        return str(self.value)
