"""What news are told with."""

from collections.abc import Mapping

from api.bodies import Body, LanguageMapInput
from campaigns.enums import Language

POINTERS: Mapping[str, str] = {f"text_{code}": f"/text/{code}" for code in Language.values}


class UpdateBody(Body):
    """News, in one of the campaign's languages or more."""

    text = LanguageMapInput(help_text="Markdown.")
