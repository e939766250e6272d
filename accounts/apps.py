from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from accounts.reserved import ShortName

register_converter(ShortName, "shortname")  # here, and so once: apps may be made ready again


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organizations")

    def ready(self) -> None:
        user_logged_in.connect(_mark_noted)


def _mark_noted(sender: object, request: Any, **told: Any) -> None:
    from accounts.entrance import sessions  # noqa: PLC0415 - models are there only now

    sessions.mark_noted(request)
