"""What was agreed to can be shown later, word for word."""

import hashlib

from django.utils import translation

from campaigns.gathering.consent import CURRENT, VERSIONS, current_text

# A text that was in use never changes. Mended words are a new version, with its own lines here.
IN_USE = {
    ("1", "en"): "b3f2fb87d1c28f5f",
    ("1", "de"): "13f6c07fb25555fb",
}


def test_text_of_a_version_never_changes() -> None:
    told = {}
    for version, text in VERSIONS.items():
        for language in ("de", "en"):
            with translation.override(language):
                told[version, language] = hashlib.sha256(str(text).encode()).hexdigest()[:16]

    assert told == IN_USE


def test_what_is_shown_is_the_current_version() -> None:
    assert current_text() == str(VERSIONS[CURRENT])
