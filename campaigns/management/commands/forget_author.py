"""`manage.py forget_author`: somebody asked to be forgotten."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actors import PLATFORM
from campaigns.enums import Network
from campaigns.listening.forgetting import ask_to_be_forgotten
from candyplatform.base import clock
from candyplatform.base.errors import DomainError


class Command(BaseCommand):
    """Takes the request; a worker carries it out within seconds."""

    help = "Forget an author on every campaign, and do not store them again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("network", choices=Network.values)
        parser.add_argument("handle", help="as on their profile: user@domain, or name.domain")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ask_to_be_forgotten(
                network=options["network"], handle=options["handle"], actor=PLATFORM, now=clock.now()
            )
        except DomainError as error:
            raise CommandError(str(error) or error.code) from error
        self.stdout.write("Taken. A worker erases the author and their posts; the staff's site says when.")
