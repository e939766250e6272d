"""What a campaign's numbers look like from outside."""

from rest_framework import serializers

from api.fields import TextOrNull
from api.metrics.queries import Days, Metrics, NetworkNumbers, Standing
from campaigns.authoring.ladder import Steps
from campaigns.enums import Network
from campaigns.listening.queries import DayPoint, HourPoint, Totals
from campaigns.models.feed import FeedStatus

TOGETHER = "Of all measured networks together."
NETWORKS = "Every network the platform knows, measured or not."


class TotalsSerializer(serializers.Serializer[Totals]):
    """Numbers since the campaign's start."""

    posts = serializers.IntegerField(min_value=0, help_text="Supporters' posts that still stand.")
    people = serializers.IntegerField(min_value=0, help_text="Who wrote them, each counted once a network.")
    favorites = serializers.IntegerField(min_value=0)
    reposts = serializers.IntegerField(min_value=0)
    replies = serializers.IntegerField(min_value=0)
    friendly_percent = serializers.IntegerField(
        min_value=0,
        max_value=100,
        allow_null=True,
        help_text="How many of a hundred checked posts are friendly; null before any is checked.",
    )
    estimated_reach = serializers.IntegerField(
        min_value=0,
        source="reach",
        help_text="An estimate: the followers of everybody who posted, added up. Nobody knows who read.",
    )


class NetworkNumbersSerializer(serializers.Serializer[NetworkNumbers]):
    """A network: whether it is measured, since when not and why, and its numbers."""

    network = serializers.ChoiceField(choices=Network.choices, source="coverage.network")
    status = serializers.ChoiceField(choices=FeedStatus.choices, source="coverage.status")
    measured = serializers.BooleanField(
        source="coverage.is_measured",
        help_text="Whether it is heard now, at least in part: its zero is then a zero.",
    )
    complete = serializers.SerializerMethodField(help_text="Whether all of it is heard, not only a part.")
    reason = TextOrNull(
        source="coverage.reason", help_text="Why it is not measured, or not all of it, for people."
    )
    heard_at = serializers.DateTimeField(
        source="coverage.heard_at", allow_null=True, help_text="When it was last heard."
    )
    totals = TotalsSerializer(allow_null=True, help_text="Its numbers; null where nothing was measured.")

    def get_complete(self, numbers: NetworkNumbers) -> bool:
        return numbers.coverage.is_measured and not numbers.coverage.partly


class HourSerializer(serializers.Serializer[HourPoint]):
    """One hour (UTC) of one network."""

    hour = serializers.DateTimeField(help_text="Its beginning.")
    network = serializers.ChoiceField(choices=Network.choices)
    posts = serializers.IntegerField(min_value=0)
    new_people = serializers.IntegerField(
        min_value=0, source="new_authors", help_text="Whose first post for this campaign is of this hour."
    )
    favorites = serializers.IntegerField(min_value=0, help_text="Of the posts of this hour, up to now.")
    reposts = serializers.IntegerField(min_value=0, help_text="Of the posts of this hour, up to now.")
    replies = serializers.IntegerField(min_value=0, help_text="Of the posts of this hour, up to now.")


class DaySerializer(serializers.Serializer[DayPoint]):
    """One day of one network."""

    day = serializers.DateField()
    network = serializers.ChoiceField(choices=Network.choices)
    posts = serializers.IntegerField(min_value=0)
    new_people = serializers.IntegerField(
        min_value=0, source="new_authors", help_text="Whose first post for this campaign is of this day."
    )
    favorites = serializers.IntegerField(min_value=0, help_text="Of the posts of this day, up to now.")
    reposts = serializers.IntegerField(min_value=0, help_text="Of the posts of this day, up to now.")
    replies = serializers.IntegerField(min_value=0, help_text="Of the posts of this day, up to now.")


class DaysSerializer(serializers.Serializer[Days]):
    """A campaign's numbers by day."""

    campaign = serializers.UUIDField(source="campaign.id")
    time_zone = serializers.CharField(source="campaign.time_zone", help_text="Whose clocks begin the days.")
    days = DaySerializer(
        many=True,
        help_text="By day and network, in this order. Days on which nothing was heard are left out.",
    )


class StandingSerializer(serializers.Serializer[Standing]):
    """A campaign's numbers since its start: all together, and by network with coverage."""

    totals = TotalsSerializer(help_text=TOGETHER)
    networks = NetworkNumbersSerializer(many=True, help_text=NETWORKS)


class StepsSerializer(serializers.Serializer[Steps]):
    """How far supporters went, from a short link to a post that was found. Counted without knowing them: people who took a step
    twice are counted twice, and posts come without these steps, too."""

    visited = serializers.IntegerField(
        min_value=0, help_text="Came by a short link; `short-links/` tells by which."
    )
    opened = serializers.IntegerField(min_value=0, help_text="Opened the composer.")
    clicked = serializers.IntegerField(min_value=0, help_text="Went on to a network with their text.")
    said_posted = serializers.IntegerField(
        min_value=0, source="said", help_text="Told where they posted; each post counts once."
    )
    found = serializers.IntegerField(min_value=0, help_text="Of these, found by asking the network.")


class MetricsSerializer(serializers.Serializer[Metrics]):
    """A campaign's numbers: all together, by network with coverage, and by hour."""

    campaign = serializers.UUIDField(source="campaign.id")
    totals = TotalsSerializer(source="standing.totals", help_text=TOGETHER)
    networks = NetworkNumbersSerializer(source="standing.networks", many=True, help_text=NETWORKS)
    response_seconds = serializers.IntegerField(
        allow_null=True,
        min_value=0,
        help_text="The response clock: from going live to the first answer; null while there is none.",
    )
    steps = StepsSerializer()
    series = HourSerializer(
        many=True,
        help_text="By hour and network, in this order. Hours in which nothing was heard are left out: they are zero where "
        "the network was measured, and unknown where it was not.",
    )
