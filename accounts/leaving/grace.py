"""The time to think it over, for people and organizations alike."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from candyplatform.base.errors import Conflict

GRACE = timedelta(days=30)
REMINDED_BEFORE = timedelta(days=5)


class TooLate(Conflict):
    """The grace is over: erasure has begun, or is about to."""

    code = "too_late"
    message = _("The thirty days are over, and deletion has begun. It cannot be stopped any more.")
