"""What supporters agree to, word for word. A row keeps the version, so that it can be shown later what somebody agreed to.

A text that was in use is never changed: write a new version beside it, and make that one `CURRENT`.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CURRENT = "1"
VERSIONS: Mapping[str, str | Promise] = {
    "1": _(
        "I want one e-mail shortly before the storm hour, and one when the company has answered. Nothing else. "
        "One click in each mail deletes my address; it goes by itself one day after the campaign has ended."
    ),
}


def current_text() -> str:
    """What is agreed to now, in the running language."""
    return str(VERSIONS[CURRENT])
