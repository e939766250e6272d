from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organizations")

    def ready(self) -> None:
        user_logged_in.connect(_begin_session)


def _begin_session(sender: object, request: Any, **told: Any) -> None:
    from accounts.entrance import sessions  # noqa: PLC0415 - models are there only now

    sessions.begin(request)
