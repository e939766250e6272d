"""`manage.py demo`: the demo organization and its campaign."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from campaigns.authoring import demo
from candyplatform.base import clock


class Command(BaseCommand):
    """Sets the demo up, once, and says where to look."""

    help = "Set up the demo organization with the EduCamp's campaign of April 2013 (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo has well-known passwords: it is for development. Set DEBUG=true to use it."
            )
        found = demo.set_up_demo(now=clock.now())
        state = "is there already" if found.was_there else "is live"
        page = f"{settings.SITE_URL}/{demo.ORGANIZATION}/{demo.CAMPAIGN}/"
        self.stdout.write(f"The demo campaign {state}: {page}")
        self.stdout.write(
            f"Log in as {demo.ORGANIZER} (organizer) or {demo.STAFF} (staff), password {demo.PASSWORD}"
        )
