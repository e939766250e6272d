"""`manage.py remove_second_factor EMAIL`: for who lost it, once it is known who asks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.entrance.lost_factor import remove_second_factor
from accounts.models import User
from candyplatform.base import clock


class Command(BaseCommand):
    help = "Take away a person's passkeys, apps and recovery codes, log them out everywhere, and mail them that it was done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the address they log in with")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"No account logs in with {options['email']}.")
        removed = remove_second_factor(person, now=clock.now())
        self.stdout.write(
            f"Removed {removed}. A mail says so." if removed else "There was none; nothing changed."
        )
