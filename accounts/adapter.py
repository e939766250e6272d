"""How allauth fits this house: its mails become rows, in the language of whom they are for, and it asks for what is safe."""

from contextlib import nullcontext
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import mail
from accounts.leaving.sessions import keep_tidy
from accounts.models import User
from accounts.preferences import speaking_to
from candyplatform.base import clock
from candyplatform.base.client_address import client_address

# How each way to say "still you" is offered.
_WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
}
_PASSWORD = "reauthenticate"  # noqa: S105 - the way's name
_UNKNOWN_ADDRESS = "::"  # still an address, for what keeps one


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's hooks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("That is not the code we mailed. Look once more, or let us mail a new one."),
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is your address already."),
    }

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        keep_tidy(clock.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail with what it is made of; the request never waits for a mail server."""
        reader = _whose(email)
        with speaking_to(reader) if reader else nullcontext():
            message = self.render_mail(template_prefix, email, context)
        alternatives = getattr(message, "alternatives", [])
        html = next((part.content for part in alternatives if part.mimetype == "text/html"), "")
        body = message.body
        with transaction.atomic():
            mail.queue(recipient=email, subject=message.subject, text=body, html=str(html), now=clock.now())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """In the person's language, to an address that was theirs until now as well."""
        with speaking_to(user):
            super().send_notification_mail(template_prefix, user, context, email)

    def get_client_ip(self, request: HttpRequest) -> str:
        """One answer to whose address it is, for log-in limits and for everything else. Unknown is one address, too."""
        return client_address(request) or _UNKNOWN_ADDRESS

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second factor is asked for that: whoever knows the password alone must not take it away."""
        ways = [
            {**way, "description": _WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)
        ]
        return [way for way in ways if way["id"] != _PASSWORD] or ways

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Links in mails lead to the site's own address, whatever host the request named."""
        return f"{settings.SITE_URL}{reverse('account_confirm_email', args=[emailconfirmation.key])}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("your_account")

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = (get_language() or "en")[:2]
        saved: User = super().save_user(request, user, form, commit)
        return saved


def _whose(email: str) -> User | None:
    """The person who has this address or is changing to it."""
    known = User.objects.filter(emailaddress__email=email.lower())
    return known.order_by("-emailaddress__verified", "pk").first()
