from enum import StrEnum


class EventFact(StrEnum):
    ENDS_AT = "ends_at"
    IMAGE_URL = "image_url"
    NAME = "name"
    NAMES = "names"
    PLACE = "place"
    STARTS_AT = "starts_at"
    TIME_ZONE = "time_zone"

    @classmethod
    def _missing_(cls, value: object) -> "EventFact | None":
        """A word that came after this client was written: it stands for itself."""
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = word._value_ = value
        return word

    def __str__(self) -> str:
        return str(self.value)
