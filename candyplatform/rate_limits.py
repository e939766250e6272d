"""How often what may happen: the limits, and the pages that they are for.

A limit's name is a group and what is counted: `address` (of the client; IPv6 by /64), `account` (the e-mail address that a
form names), `pending` (whose log-in waits for its next step), `person` (who is logged in), `token`, `organization`. A page of
no other group is in `form`, where all that people send is counted. Asking for a page is not counted.
"""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured
from limits import parse

RATES: Mapping[str, str] = {
    "login.address": "30/minute",
    "login.account": "10/5 minutes",
    # six digits: 1440 tries a day find a code within some two years
    "second_step.address": "30/minute",
    "second_step.pending": "5/5 minutes",
    "confirm.person": "10/5 minutes",
    "signup.address": "30/hour",
    "signup.account": "6/hour",
    "mail.address": "30/hour",
    "mail.account": "6/hour",
    "mail.person": "20/hour",
    "key.address": "30/minute",
    "password.person": "10/5 minutes",
    "invite.address": "60/hour",
    "invite.account": "6/hour",
    "invite.person": "30/hour",
    "found.person": "10/hour",
    "upload.person": "30/hour",
    "addresses.person": "30/hour",
    # a hall full of people posts from one address
    "step.address": "1200/minute",
    "posted.address": "300/hour",
    "off.address": "20/hour",
    "report.address": "30/hour",
    "report.account": "6/hour",
    "server.address": "120/minute",
    "link.person": "30/10 minutes",
    "link.token": "30/10 minutes",
    "demo.address": "10/minute",
    # a venue's guests come from one address
    "reminder.address": "120/hour",
    "reminder.account": "4/hour",
    "form.address": "300/minute",
    "api.address": "1200/minute",
    "api.failed": "30/minute",
    "api.token": "300/minute",
    "api.organization": "600/minute",
}

# Patterns of view names and their groups; the first that fits counts (`accounts.limited_pages`).
PAGES: Mapping[str, str] = {
    "account_login": "login",
    "mfa_login_webauthn": "login",
    "mfa_authenticate": "second_step",
    "account_confirm_login_code": "second_step",
    "account_reauthenticate": "confirm",
    "mfa_reauthenticate*": "confirm",
    "mfa_activate_totp": "confirm",
    "account_signup*": "signup",
    "invited_sign_up": "signup",
    "mfa_signup_webauthn": "signup",
    "account_request_login_code": "mail",
    "account_reset_password": "mail",
    "account_email": "mail",
    "account_email_verification_sent": "mail",
    "account_confirm_email": "key",
    "account_reset_password_from_key": "key",
    "account_change_password": "password",
    "account_set_password": "password",
    "members": "invite",
    "*invit*": "invite",
    "new_organization": "found",
    "organization_logo": "upload",
    "event_picture": "upload",
    "supporter_addresses": "addresses",
    "campaign_step": "step",
    "campaign_posted": "posted",
    "campaign_off": "off",
    "campaign_report": "report",
    "server_limits": "server",
    "event_link": "link",
    "start_demo": "demo",
    "reminder": "reminder",
}


def chosen(own: Mapping[str, str]) -> dict[str, str]:
    """All limits, with an operator's `own` in place of ours. Raises `ImproperlyConfigured`."""
    for name, rate in own.items():
        if name not in RATES:
            raise ImproperlyConfigured(
                f"RATE_LIMITS: there is no limit {name}. Known are: {', '.join(RATES)}."
            )
        try:
            parse(rate)
        except ValueError as error:
            raise ImproperlyConfigured(f"RATE_LIMITS: {name}={rate} is not like 10/5 minutes.") from error
    return {**RATES, **own}
