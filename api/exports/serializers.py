"""What an archive looks like from outside."""

from datetime import datetime

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.leaving.archives import KEPT, has_given_up
from accounts.models import Archive
from candyplatform.base import clock


class ExportState(TextChoices):
    """How far it is."""

    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


class ExportSerializer(serializers.Serializer[Archive]):
    """A ZIP file of all that the organization has here: each table as JSON and as CSV."""

    id = serializers.UUIDField()
    state = serializers.SerializerMethodField(
        help_text="`failed`: it was not made in a day. Ask for another."
    )
    percent = serializers.IntegerField(min_value=0, max_value=100, help_text="How much of it is made.")
    asked_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True, help_text="Null until it is ready.")
    kept_until = serializers.SerializerMethodField(
        help_text="When it is thrown away; null until it is ready."
    )
    size = serializers.SerializerMethodField(help_text="In octets; null until it is ready.")
    file = serializers.SerializerMethodField(
        help_text="Where to download it, with the same token; null until it is ready."
    )

    @extend_schema_field(serializers.ChoiceField(choices=ExportState.choices))
    def get_state(self, archive: Archive) -> str:
        if archive.finished_at:
            return ExportState.READY
        return ExportState.FAILED if has_given_up(archive, clock.now()) else ExportState.MAKING

    def get_kept_until(self, archive: Archive) -> datetime | None:
        return archive.finished_at + KEPT if archive.finished_at else None

    @extend_schema_field({"type": ["integer", "null"], "minimum": 0})
    def get_size(self, archive: Archive) -> int | None:
        return archive.size if archive.finished_at else None

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_file(self, archive: Archive) -> str | None:
        where = reverse("api:export_file", args=[archive.id])
        return f"{settings.SITE_URL}{where}" if archive.finished_at else None
