"""What an event's picture looks like from outside. Never its bytes: they are at its address."""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import ChoiceOrNull, LanguageMapField
from campaigns.authoring.picture.queries import Standing
from campaigns.enums import PictureProblem
from campaigns.models import EventPicture
from campaigns.pages.pictures import picture_path


class ImageSerializer(serializers.Serializer[EventPicture]):
    """A picture as pages show it: WebP, at most 1280 pixels wide and high."""

    url = serializers.SerializerMethodField(
        help_text="Where anybody finds it, and may keep it for ever; null while nobody else may see the page."
    )
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt = LanguageMapField(help_text="What is to be seen, for who cannot see it.")

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, picture: EventPicture) -> str | None:
        campaign = picture.campaign
        if not campaign.is_public:
            return None
        return f"{settings.SITE_URL}{picture_path(campaign, picture.digest)}"


class PictureSerializer(serializers.Serializer[Standing]):
    """Where a campaign stands with the picture of its event."""

    image = ImageSerializer(
        source="picture", allow_null=True, help_text="The one there is; null where there is none."
    )
    fetching = serializers.BooleanField(source="is_awaited", help_text="Whether one is being fetched.")
    problem = serializers.SerializerMethodField(
        help_text="Why the one that was asked for could not be fetched; null where nothing went wrong."
    )
    source_url = serializers.SerializerMethodField(
        help_text="Where it is fetched from, or was; null where somebody chose a file."
    )

    @extend_schema_field(ChoiceOrNull(choices=PictureProblem.choices))
    def get_problem(self, standing: Standing) -> str | None:
        return (standing.fetch.problem or None) if standing.fetch else None

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_source_url(self, standing: Standing) -> str | None:
        return standing.source_url or None
