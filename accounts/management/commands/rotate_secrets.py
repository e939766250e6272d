"""`manage.py rotate_secrets`: the second of three steps to another encryption key."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from accounts.entrance.rotation import rotate
from candyplatform.base.encryption import Undecryptable


class Command(BaseCommand):
    """Encrypts everything anew, and says how far it is."""

    help = "Encrypt every secret with the first of ENCRYPTION_KEYS. May be stopped and started again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = rotate(apps.get_models(), tell=self.stdout.write)
        except Undecryptable as error:
            raise CommandError(f"{error} What was done before stays done.") from error
        self.stdout.write(f"Done, {changed} encrypted anew. Every key but the first may go now.")
