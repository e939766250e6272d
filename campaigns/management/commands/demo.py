"""`manage.py demo`: the demo organization and its campaign."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from campaigns.authoring import demo
from candyplatform.base import clock


class Command(BaseCommand):
    """Sets the demo up, once, and says where to look."""

    help = "Set up the demo organization with the EduCamp's campaign of April 2013 (development only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="close the campaign that is there, start a new one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo has well-known passwords: it is for development. Set DEBUG=true to use it."
            )
        now = clock.now()
        found = demo.set_up_demo(again=options["again"], now=now)
        state = "is there already" if found.was_there else "is live"
        path = f"{demo.ORGANIZATION}/{found.campaign.slug}/"
        self.stdout.write(f"The demo campaign {state}: {settings.SITE_URL}/{path}")
        if found.is_over(now):
            self.stdout.write("Its storm is over. To see one from the start: ./dev up --demo --again")
        else:
            self.stdout.write(
                "A minute and a half into the storm the company answers. Confirm it at the desk, and the page turns to "
                f"thanks: {settings.SITE_URL}/desk/{path}"
            )
        self.stdout.write(
            f"Log in as {demo.ORGANIZER} (organizer) or {demo.STAFF} (staff), password {demo.PASSWORD}. "
            f"Staff are asked for a code as well: {settings.SITE_URL}{reverse('dev_code')} shows it."
        )
