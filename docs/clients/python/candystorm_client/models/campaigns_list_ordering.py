from enum import StrEnum


class CampaignsListOrdering(StrEnum):
    CREATED_AT = "created_at"
    DEADLINE = "deadline"
    MODIFIED_AT = "modified_at"
    SLUG = "slug"
    VALUE_1 = "-created_at"
    VALUE_3 = "-modified_at"
    VALUE_5 = "-deadline"
    VALUE_7 = "-slug"

    @classmethod
    def _missing_(cls, value: object) -> "CampaignsListOrdering | None":
        """A word that came after this client was written: it stands for itself."""
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = word._value_ = value
        return word

    def __str__(self) -> str:
        return str(self.value)
