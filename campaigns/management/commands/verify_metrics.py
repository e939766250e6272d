"""`manage.py verify_metrics`: whether the numbers are what the posts say."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaigns.listening.verifying import Counted, differences, mend, recountable_campaigns


class Command(BaseCommand):
    """Counts every campaign's posts again and compares; exit code 1 when something differs and stays so."""

    help = "Compare every campaign's numbers by hour with a recount of its posts. Says what differs; --mend stores the recount."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--campaign", metavar="ORGANIZATION/SLUG", help="only this one")
        parser.add_argument("--mend", action="store_true", help="store what the recount says")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [c for c in recountable_campaigns() if options["campaign"] in (None, c.name)]
        if options["campaign"] and not chosen:
            raise CommandError(f"There is no campaign {options['campaign']} whose posts could be counted.")
        wrong = sum(self._verified(campaign, mending=options["mend"]) for campaign in chosen)
        self.stdout.write(f"{len(chosen)} campaigns counted, {wrong} differences.")
        if wrong and not options["mend"]:
            raise CommandError("Run it again with --mend to store what the recount says.")

    def _verified(self, campaign: Counted, *, mending: bool) -> int:
        found = differences(campaign)
        for difference in found:
            self.stdout.write(
                f"{campaign.name} {difference.network} {difference.hour:%Y-%m-%dT%H:%MZ} {difference.name}: "
                f"stored {difference.stored}, counted {difference.counted}"
            )
        if mending and found:
            mend(campaign)
        return len(found)
