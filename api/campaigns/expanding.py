"""What a campaign is told with on demand, by `expand`: each in a number of queries that does not grow with the campaigns."""

from collections.abc import Callable, Collection, Mapping, Sequence

from django.db.models import Prefetch, prefetch_related_objects

from accounts.tokens.scopes import TokenScope
from api.metrics.queries import standings
from campaigns.models import Campaign, Update, Wave

# How many news are told with a campaign; all of them are a list of their own.
LATEST = 10
EXPANSIONS: Mapping[str, str] = {
    "metrics": TokenScope.READ_METRICS,
    "updates": TokenScope.READ_CAMPAIGNS,
    "storm_hour": TokenScope.READ_CAMPAIGNS,
}


def expand(campaigns: Sequence[Campaign], names: Collection[str]) -> None:
    """Put what is named beside the campaigns, where their serializer finds it. Within their scope."""
    for name in names:
        _EXPAND[name](campaigns)


def _metrics(campaigns: Sequence[Campaign]) -> None:
    found = standings([campaign.id for campaign in campaigns])
    for campaign in campaigns:
        campaign.expanded_metrics = found[campaign.id]  # type: ignore[attr-defined]  # read by its serializer


def _updates(campaigns: Sequence[Campaign]) -> None:
    latest = Update.objects.order_by("-said_at", "-id")[:LATEST]
    prefetch_related_objects(campaigns, Prefetch("updates", latest, to_attr="expanded_updates"))


def _storm_hour(campaigns: Sequence[Campaign]) -> None:
    waves = Prefetch("waves", Wave.objects.order_by("starts_at"), to_attr="listed_waves")
    prefetch_related_objects(campaigns, waves)
    for campaign in campaigns:
        moments = [wave.starts_at for wave in campaign.listed_waves]  # type: ignore[attr-defined]  # just put there
        campaign.expanded_storm_hour = {"waves": moments}  # type: ignore[attr-defined]  # read by its serializer


_EXPAND: Mapping[str, Callable[[Sequence[Campaign]], None]] = {
    "metrics": _metrics,
    "updates": _updates,
    "storm_hour": _storm_hour,
}
