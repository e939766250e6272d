"""How allauth fits this house: its mails become rows, and new people keep the language they signed up in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from accounts import mail
from accounts.leaving.sessions import keep_tidy
from accounts.models import User
from candyplatform.base import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's hooks."""

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        keep_tidy(clock.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail with what it is made of; the request never waits for a mail server."""
        message = self.render_mail(template_prefix, email, context)
        alternatives = getattr(message, "alternatives", [])
        html = next((part.content for part in alternatives if part.mimetype == "text/html"), "")
        body = message.body
        with transaction.atomic():
            mail.queue(recipient=email, subject=message.subject, text=body, html=str(html), now=clock.now())

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Links in mails lead to the site's own address, whatever host the request named."""
        return f"{settings.SITE_URL}{reverse('account_confirm_email', args=[emailconfirmation.key])}"

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = (get_language() or "en")[:2]
        saved: User = super().save_user(request, user, form, commit)
        return saved
