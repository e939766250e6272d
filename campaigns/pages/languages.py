"""The language of what others wrote, where it is shown on a page in another one."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation


def language_of_text(texts: Mapping[str, str], languages: Sequence[str]) -> str:
    """The language that `Campaign.in_language` answers in, for the `lang` of what is shown."""
    wanted = translation.get_language() or settings.LANGUAGE_CODE
    return next((code for code in (wanted, *languages) if texts.get(code)), wanted)
