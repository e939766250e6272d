"""What was agreed to can be shown later, word for word."""

import hashlib
from collections.abc import Mapping

import pytest
from django.utils import translation

from campaigns.gathering.consent import (
    CURRENT,
    CURRENT_SHARING,
    SHARING_VERSIONS,
    VERSIONS,
    current_text,
    sharing_text,
)

# A text that was in use never changes. Mended words are a new version, with its own lines here.
IN_USE = {
    ("1", "en"): "b3f2fb87d1c28f5f",
    ("1", "de"): "13f6c07fb25555fb",
}
SHARING_IN_USE = {
    ("1", "en"): "54b30d6de51e5eba",
    ("1", "de"): "72797cf11a93ed55",
}


@pytest.mark.parametrize(
    ("versions", "in_use"), [(VERSIONS, IN_USE), (SHARING_VERSIONS, SHARING_IN_USE)], ids=["mails", "sharing"]
)
def test_text_of_a_version_never_changes(
    versions: Mapping[str, object], in_use: dict[tuple[str, str], str]
) -> None:
    told = {}
    for version, text in versions.items():
        for language in ("de", "en"):
            with translation.override(language):
                told[version, language] = hashlib.sha256(str(text).encode()).hexdigest()[:16]

    assert told == in_use


def test_what_is_shown_is_the_current_version() -> None:
    assert current_text() == str(VERSIONS[CURRENT])
    assert sharing_text("EduCamp") == str(SHARING_VERSIONS[CURRENT_SHARING]) % {"organization": "EduCamp"}
