"""`manage.py digest`: a digest to look at now instead of tomorrow at eight."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.scope import public_scope
from campaigns.digests.composing import compose_now
from campaigns.models import Campaign
from candyplatform.base import clock


class Command(BaseCommand):
    """Mails a campaign's digest to everybody who wants it, and says where it lands."""

    help = (
        "Compose a campaign's digest now, for everybody in its organization who wants it (development only)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--campaign",
            metavar="SLUG",
            help="its short name, as in its address; else the newest that went live",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Digests go out by themselves, at eight. This is for development: set DEBUG=true."
            )
        campaign = _campaign(options["campaign"])
        readers = compose_now(campaign=campaign, now=clock.now())
        if not readers:
            raise CommandError(
                f"Nobody in {campaign.organization} wants digests: turn them on in the settings."
            )
        self.stdout.write(f"A digest of {campaign} for {', '.join(readers)}.")
        self.stdout.write(f"While ./dev up runs, it lands within seconds at {settings.SITE_URL}/dev/mail/")


def _campaign(slug: str | None) -> Campaign:
    with public_scope():
        begun = Campaign.objects.public().filter(live_at__isnull=False).select_related("organization")
        wanted = begun.filter(slug=slug) if slug else begun
        found: Campaign | None = wanted.order_by("-live_at").first()
    if found is None:
        what = f"No campaign {slug!r} that went live." if slug else "No campaign went live yet."
        raise CommandError(f"{what} ./dev up --demo makes one.")
    return found
