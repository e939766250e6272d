"""What an organization, its people and its journal look like to its programs."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.audit.telling import Line
from accounts.members.queries import name_among_colleagues
from accounts.models import Membership, Organization
from accounts.roles import Role
from api.fields import TextOrNull


class OrganizationSerializer(serializers.Serializer[Organization]):
    """Whose token it is."""

    id = serializers.UUIDField()
    slug = serializers.CharField(help_text="The first part of its pages' addresses.")
    name = serializers.CharField()
    website = TextOrNull()
    trusted = serializers.BooleanField(
        source="is_trusted", help_text="Whether it may publish without review."
    )
    created_at = serializers.DateTimeField()


class MemberSerializer(serializers.Serializer[Membership]):
    """Who belongs to it, by name; addresses are not told."""

    id = serializers.IntegerField()
    name = serializers.SerializerMethodField()
    role = serializers.ChoiceField(choices=Role.choices)
    joined_at = serializers.DateTimeField()

    def get_name(self, membership: Membership) -> str:
        return name_among_colleagues(membership.user)


class EntrySerializer(serializers.Serializer[Line]):
    """Something that happened."""

    id = serializers.IntegerField(source="entry.id")
    at = serializers.DateTimeField(source="entry.at")
    verb = serializers.CharField(source="entry.verb", help_text="What, for machines: `campaign.published`.")
    subject = serializers.CharField(source="entry.subject", help_text="The id of what it happened to.")
    text = serializers.CharField(help_text="The same in words, in the language of `Accept-Language`.")
    actor_kind = serializers.CharField(
        source="entry.actor_kind", help_text="`member`, `token`, `staff`, `platform` or `guest`."
    )
    details = serializers.SerializerMethodField()

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_details(self, line: Line) -> dict[str, Any]:
        details: dict[str, Any] = line.entry.details
        return details
