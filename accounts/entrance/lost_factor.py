"""For who lost their second factor, recovery codes included: whoever runs the platform takes it away."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import mail
from accounts.entrance import sessions
from accounts.models import User


def remove_second_factor(person: User, *, now: datetime) -> int:
    """Take away every passkey, app and recovery code, log the person out everywhere, and mail all addresses they have proven.

    Returns how many factors went; nothing else happens where there were none.
    """
    with transaction.atomic():
        removed: int = Authenticator.objects.filter(user=person).delete()[0]
        if removed:
            sessions.end_others(person, current="")
            _tell(person, now)
    return removed


def _tell(person: User, now: datetime) -> None:
    addresses = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    context = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "url": f"{settings.SITE_URL}{reverse('mfa_index')}",
    }
    with translation.override(person.language):
        for address in {person.email, *addresses}:
            mail.queue(
                recipient=address,
                subject=_("Your second factor was removed"),
                text=render_to_string("accounts/entrance/second_factor_removed.txt", context).strip() + "\n",
                html=render_to_string("accounts/entrance/second_factor_removed.html", context),
                now=now,
            )
