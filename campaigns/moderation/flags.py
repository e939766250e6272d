"""What a check can say of a text."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FlagKind(TextChoices):
    """Why a person should look at a text, in words that can be shown to its author."""

    INSULT = "insult", _("Sounds like an insult")
    SLUR = "slur", _("Demeans people")
    THREAT = "threat", _("Sounds like a threat")
    SHOUTING = "shouting", _("Sounds like shouting")
    DEMAND = "demand", _("Demands instead of asking")
    PERSON = "person", _("Names or exposes a private person")


@dataclass(frozen=True)
class Flag:
    """One place in a text that a person should look at: `found` is it, as it was read."""

    kind: FlagKind
    found: str


@dataclass(frozen=True)
class Assessment:
    """What the rules say of a text. A flag is a question to a person, never a verdict."""

    flags: tuple[Flag, ...] = ()

    @property
    def is_friendly(self) -> bool:
        """Whether nobody needs to look."""
        return not self.flags
