"""How people come in: django-allauth's settings. `candyplatform.settings` takes them in."""

from typing import Any

ENTRANCE: dict[str, Any] = {
    "ACCOUNT_ADAPTER": "accounts.adapter.AccountAdapter",
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_CONFIRM_EMAIL_ON_GET": False,
    "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_SESSION_REMEMBER": True,
    # Its own limits read, decide and write in three steps, which a crowd gets past; RATE_LIMITS has one for each of them.
    "ACCOUNT_RATE_LIMITS": False,
    "MFA_RATE_LIMITS": False,
    # The old address stays until the new one is confirmed, and is told.
    "ACCOUNT_CHANGE_EMAIL": True,
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    "ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND": True,
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 600,  # seconds: mails take their time
    "ACCOUNT_FORMS": {
        "add_email": "accounts.entrance.forms.NewAddressForm",
        "request_login_code": "accounts.entrance.forms.MailMeACodeForm",
        "confirm_login_code": "accounts.entrance.forms.MailedCodeForm",
    },
    "MFA_ADAPTER": "accounts.entrance.adapter.SecondFactorAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_TOLERANCE": 1,  # half minutes: people type slowly, and clocks differ
    # Nobody logs in without a confirmed address, so what is not confirmed yet is a change on its way.
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_FORMS": {
        "authenticate": "accounts.entrance.forms.FactorForm",
        "reauthenticate": "accounts.entrance.forms.FactorAgainForm",
        "activate_totp": "accounts.entrance.forms.SetUpAppForm",
        "add_webauthn": "accounts.entrance.forms.NewPasskeyForm",
        "edit_webauthn": "accounts.entrance.forms.RenamePasskeyForm",
    },
}
