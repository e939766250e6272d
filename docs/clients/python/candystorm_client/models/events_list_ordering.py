from enum import StrEnum


class EventsListOrdering(StrEnum):
    CREATED_AT = "created_at"
    EVENT_STARTS_AT = "event_starts_at"
    MODIFIED_AT = "modified_at"
    VALUE_1 = "-created_at"
    VALUE_3 = "-modified_at"
    VALUE_5 = "-event_starts_at"

    @classmethod
    def _missing_(cls, value: object) -> "EventsListOrdering | None":
        """A word that came after this client was written: it stands for itself."""
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = word._value_ = value
        return word

    def __str__(self) -> str:
        return str(self.value)
