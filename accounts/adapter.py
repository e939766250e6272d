"""How allauth fits this house: its mails become rows, and new people keep the language they signed up in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from accounts import mail
from accounts.models import User
from accounts.origin import client_address
from candyplatform.base import clock

UNKNOWN_ADDRESS = "::"  # still an address, for what keeps one


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's hooks."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail with what it is made of; the request never waits for a mail server."""
        message = self.render_mail(template_prefix, email, context)
        alternatives = getattr(message, "alternatives", [])
        html = next((part.content for part in alternatives if part.mimetype == "text/html"), "")
        body = message.body
        with transaction.atomic():
            mail.queue(recipient=email, subject=message.subject, text=body, html=str(html), now=clock.now())

    def get_client_ip(self, request: HttpRequest) -> str:
        """One answer to whose address it is, for log-in limits and for everything else. Unknown is one address, too."""
        return client_address(request) or UNKNOWN_ADDRESS

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Links in mails lead to the site's own address, whatever host the request named."""
        return f"{settings.SITE_URL}{reverse('account_confirm_email', args=[emailconfirmation.key])}"

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = (get_language() or "en")[:2]
        saved: User = super().save_user(request, user, form, commit)
        return saved
