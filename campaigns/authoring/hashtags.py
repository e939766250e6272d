"""Hashtags as people type them."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from campaigns.authoring.content import HASHTAGS_LIMIT
from campaigns.networks.contract import fold_hashtag
from candyplatform.base.errors import Invalid, Text

SIGNS = "#\uff03"  # the second is the full width sign
LENGTH_LIMIT = 100
_WORD = re.compile(r"\w+")
_ONLY_DIGITS = re.compile(r"[\d_]+")
_TOO_MANY = _("Choose at most %(limit)d hashtags: people have to fit them into their post.")


def split_hashtags(text: str) -> list[str]:
    """The hashtags in a line of text, without their #: `#telekomhilf #echh13` or `telekomhilf, echh13`."""
    return [tag for part in re.split(r"[\s,;]+", text.strip()) if (tag := part.lstrip(SIGNS))]


def clean_hashtags(tags: Iterable[str]) -> list[tuple[str, str]]:
    """Each hashtag as written and as compared, once. Raises `Invalid` on `hashtags`, with a sentence for each bad one."""
    by_identity: dict[str, str] = {}
    wrong: list[Text] = []
    for tag in tags:
        # Composed letters: some systems paste ö as o and two dots.
        plain = unicodedata.normalize("NFKC", tag).strip().lstrip(SIGNS)
        problem = _problem(plain)
        if problem:
            wrong.append(problem)
        else:
            by_identity.setdefault(fold_hashtag(plain), plain)
    if len(by_identity) > HASHTAGS_LIMIT:
        wrong.append(_TOO_MANY % {"limit": HASHTAGS_LIMIT})
    if wrong:
        raise Invalid(fields={"hashtags": wrong})
    return [(text, folded) for folded, text in by_identity.items()]


def _problem(tag: str) -> Text:
    shown = {"tag": f"#{tag}"}
    if not _WORD.fullmatch(tag) or _ONLY_DIGITS.fullmatch(tag):
        return _("%(tag)s: hashtags may hold letters, digits and _, and not only digits") % shown
    if len(tag) > LENGTH_LIMIT:
        return _("%(tag)s: hashtags may be at most %(limit)d letters long") % {**shown, "limit": LENGTH_LIMIT}
    return ""
