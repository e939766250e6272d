"""What supporters agree to, word for word. A row keeps the version, so that it can be shown later what somebody agreed to.

A text that was in use is never changed: write a new version beside it, and make that one `CURRENT`.
"""

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.models import Supporter

CURRENT = "1"
VERSIONS: Mapping[str, str | Promise] = {
    "1": _(
        "I want one e-mail shortly before the storm hour, and one when the company has answered. Nothing else. "
        "One click in each mail deletes my address; it goes by itself one day after the campaign has ended."
    ),
}


# The other thing, apart from the first and never needed for it: that the organization may have the address.
CURRENT_SHARING = "1"
SHARING_VERSIONS: Mapping[str, str | Promise] = {
    "1": _(
        "%(organization)s may have my address too, to write to me about this event. I can take that back at any time: "
        "with a click in each mail from here, or directly with them."
    ),
}


def current_text() -> str:
    """What is agreed to now, in the running language."""
    return str(VERSIONS[CURRENT])


def sharing_text(organization: str) -> str:
    """What who lets the organization of this name have the address agrees to now, in the running language."""
    return _sharing(CURRENT_SHARING, organization)


def agreed_sharing(supporter: Supporter) -> str:
    """What this supporter agreed to, or was asked to, word for word; "" where there is nothing."""
    if not supporter.sharing_version:
        return ""
    with translation.override(supporter.sharing_language):
        return _sharing(supporter.sharing_version, supporter.sharing_with)


def _sharing(version: str, organization: str) -> str:
    return str(SHARING_VERSIONS[version]) % {"organization": organization}
