"""What the list of campaigns can be asked."""

from rest_framework import serializers

from api.campaigns.expanding import EXPANSIONS
from api.parameters import ExpandField, PageParameters, ReadParameters
from campaigns.enums import CampaignState

ORDERINGS = ["created_at", "modified_at", "deadline", "slug"]


class OneCampaignParameters(ReadParameters):
    """What is told of one campaign."""

    expand = ExpandField(EXPANSIONS)


class CampaignParameters(PageParameters):
    """Which campaigns, in which order."""

    state = serializers.MultipleChoiceField(
        choices=CampaignState.choices,
        required=False,
        help_text="Only campaigns in this state; repeat it for several.",
    )
    slug = serializers.CharField(required=False, help_text="Only the campaign of this short name.")
    company = serializers.UUIDField(required=False, help_text="Only campaigns that ask this company.")
    external_system = serializers.CharField(
        required=False, help_text="Only campaigns with an `external_ref` of this system."
    )
    external_event = serializers.CharField(
        required=False, help_text="Only campaigns with an `external_ref` to this event."
    )
    modified_since = serializers.DateTimeField(
        required=False, help_text="Only campaigns whose own fields changed at or after this moment."
    )
    ordering = serializers.ChoiceField(
        choices=[name for field in ORDERINGS for name in (field, f"-{field}")],
        default="-created_at",
        help_text="By which field; with `-` the latest first.",
    )
    expand = ExpandField(EXPANSIONS)
