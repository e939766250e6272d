"""What a campaign looks like from outside. Every field is named here: nothing gets out by being added to a model."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import ChoiceOrNull, LanguageMapField, TextOrNull
from api.gathering.serializers import StormHourSerializer
from api.metrics.serializers import StandingSerializer
from api.pictures.serializers import ImageSerializer
from api.updates.serializers import UpdateSerializer
from campaigns.answers.queries import response_time
from campaigns.enums import AnswerKind, CampaignState, Language, Network, Outcome, SamplePurpose
from campaigns.listening.connectors import ids_only
from campaigns.models import (
    Answer,
    Campaign,
    Company,
    CompanyAccount,
    EventPicture,
    Hashtag,
    SamplePost,
)


class AccountSerializer(serializers.Serializer[CompanyAccount]):
    """A company's own account on a network."""

    network = serializers.ChoiceField(choices=Network.choices)
    handle = serializers.CharField(help_text="What people mention, without a leading @.")


class CompanySerializer(serializers.Serializer[Company]):
    """Who is asked."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    website = TextOrNull(help_text="Its website; null where none is known.")
    verified = serializers.SerializerMethodField(help_text="Whether staff know the company.")
    accounts = AccountSerializer(many=True, source="listed_accounts")

    def get_verified(self, company: Company) -> bool:
        return company.verified_at is not None


class EventImageSerializer(ImageSerializer):
    """The event's picture; null where there is none."""

    def get_attribute(self, campaign: Campaign) -> EventPicture | None:  # type: ignore[override]  # of the campaign's own parts
        row: dict[str, Any] | None = campaign.picture_row  # type: ignore[attr-defined]  # annotated by queries.campaigns
        return EventPicture(campaign=campaign, **row) if row else None


class EventFactsSerializer(serializers.Serializer[Campaign]):
    """What is told of an event in words."""

    name = serializers.CharField(source="event_name")
    names = LanguageMapField(
        source="event_names", help_text="What it is called in languages in which it is not called `name`."
    )
    place = TextOrNull(source="event_place")
    starts_at = serializers.DateTimeField(source="event_starts_at", allow_null=True)
    ends_at = serializers.DateTimeField(source="event_ends_at", allow_null=True)
    url = TextOrNull(source="event_url")
    time_zone = serializers.CharField(
        help_text="Such as `Europe/Berlin`: where the event and its deadline are at home."
    )


class EventSerializer(EventFactsSerializer):
    """The event that the wish is for."""

    image = EventImageSerializer(allow_null=True, help_text="Its picture; null where there is none.")


class SamplePostSerializer(serializers.Serializer[SamplePost]):
    """A friendly text that supporters start from."""

    language = serializers.ChoiceField(choices=Language.choices)
    purpose = serializers.ChoiceField(
        choices=SamplePurpose.choices, help_text="`ask` before the company's answer, `thank` after it."
    )
    text = serializers.CharField()


class ExternalRefSerializer(serializers.Serializer[Campaign]):
    """What the event is called in the tool that it comes from; null where none was named."""

    system = serializers.CharField(source="external_system")
    organizer = serializers.CharField(source="external_organizer", help_text="Empty where the tool has none.")
    event = serializers.CharField(source="external_event")

    def get_attribute(self, campaign: Campaign) -> Campaign | None:
        return campaign if campaign.external_system else None


def seconds_after_start(answer: Answer, campaign: Campaign) -> int | None:
    """Whole seconds from going live to the answer, as the response clock counts them."""
    took = response_time(campaign, answer.said_at)
    return None if took is None else int(took.total_seconds())


class AnswerSerializer(serializers.Serializer[Answer]):
    """What the company answered, confirmed by the organizer."""

    kind = serializers.ChoiceField(choices=AnswerKind.choices)
    said_at = serializers.DateTimeField()
    seconds_after_start = serializers.SerializerMethodField(
        help_text="The response clock: from the campaign's start to this answer."
    )
    promised_for = serializers.DateField(
        allow_null=True, help_text="The day the company promised, where it named one."
    )
    network = serializers.SerializerMethodField(
        help_text="Where it was said; null where it was written down by hand."
    )
    native_id = serializers.SerializerMethodField(help_text="The network's own id of the post.")
    url = serializers.SerializerMethodField(
        help_text="The post, or other evidence. Null for posts on X, which may be passed on by id only."
    )
    text = serializers.SerializerMethodField(help_text="Its words; null for posts on X.")

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_seconds_after_start(self, answer: Answer) -> int | None:
        return seconds_after_start(answer, answer.campaign)

    @extend_schema_field(serializers.ChoiceField(choices=Network.choices, allow_null=True))
    def get_network(self, answer: Answer) -> str | None:
        return answer.post.network if answer.post else None

    def get_native_id(self, answer: Answer) -> str | None:
        return answer.post.native_id if answer.post else None

    def get_url(self, answer: Answer) -> str | None:
        return None if _is_by_id_only(answer) else answer.evidence_url or None

    def get_text(self, answer: Answer) -> str | None:
        return None if _is_by_id_only(answer) else answer.text or None


def _is_by_id_only(answer: Answer) -> bool:
    return answer.post is not None and answer.post.network in ids_only()


def address_of(name: str, campaign: Campaign) -> str:
    """The whole address of what a campaign has at this name."""
    return f"{settings.SITE_URL}{reverse(name, args=[campaign.id])}"


def _desk_address(name: str, campaign: Campaign) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[campaign.organization.slug, campaign.slug])}"


class LinksSerializer(serializers.Serializer[Campaign]):
    """Where else to look."""

    api = serializers.SerializerMethodField(help_text="This campaign.")
    metrics = serializers.SerializerMethodField(help_text="Its numbers.")
    page = serializers.SerializerMethodField(
        help_text="Its page, for anybody; null while nobody else may see it."
    )
    desk = serializers.SerializerMethodField(
        help_text="Where members look after it, once they are logged in: to send a person to from your own tool."
    )
    preview = serializers.SerializerMethodField(
        help_text="Its page as it will be, for members who are logged in; of a public one, the page."
    )
    short = serializers.SerializerMethodField(
        help_text="Its short address, which counts who comes by it; null while nobody else may see the page."
    )

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_api(self, campaign: Campaign) -> str:
        return address_of("api:campaign", campaign)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_metrics(self, campaign: Campaign) -> str:
        return address_of("api:campaign_metrics", campaign)

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_page(self, campaign: Campaign) -> str | None:
        return campaign.page_url if campaign.is_public else None

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_desk(self, campaign: Campaign) -> str:
        return _desk_address("campaign_desk", campaign)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_preview(self, campaign: Campaign) -> str:
        return _desk_address("campaign_preview", campaign)

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_short(self, campaign: Campaign) -> str | None:
        return campaign.short_url if campaign.is_public else None


def _hashtags(campaign: Campaign) -> list[str]:
    listed: list[Hashtag] = campaign.listed_hashtags  # type: ignore[attr-defined]  # prefetched by queries.campaigns
    return [hashtag.text for hashtag in listed]


class CampaignSerializer(serializers.Serializer[Campaign]):
    """One candystorm: a wish to a company, by a deadline, for an event."""

    id = serializers.UUIDField()
    slug = serializers.CharField(help_text="The last part of its page's address.")
    state = serializers.ChoiceField(choices=CampaignState.choices)
    outcome = ChoiceOrNull(choices=Outcome.choices, help_text="How it ended; null until it is closed.")
    external_ref = ExternalRefSerializer(
        allow_null=True, help_text="By which `POST` knows it again; null where none was given."
    )
    languages = serializers.ListField(child=serializers.ChoiceField(choices=Language.choices))
    title = LanguageMapField(help_text="A text by language.")
    wish = LanguageMapField(help_text="What is asked, in one sentence.")
    story = LanguageMapField(help_text="Why, in Markdown.")
    event = EventSerializer(source="*")
    company = CompanySerializer(allow_null=True)
    deadline = serializers.DateTimeField(allow_null=True, help_text="By when an answer is needed.")
    deadline_days_before = serializers.IntegerField(
        allow_null=True, help_text="So many days before the event; null where the deadline stands by itself."
    )
    hashtags = serializers.SerializerMethodField(help_text="Without #, the most important one first.")
    sample_posts = SamplePostSerializer(many=True, source="listed_samples")
    answers = AnswerSerializer(
        many=True, source="confirmed_answers", help_text="In the order they were given."
    )
    review_note = TextOrNull(help_text="What staff want changed; null where there is nothing to say.")
    starts_at = serializers.DateTimeField(allow_null=True, help_text="When it is planned to go live.")
    live_at = serializers.DateTimeField(
        allow_null=True, help_text="Since when it is live: the response clock's start."
    )
    response_seconds = serializers.SerializerMethodField(
        help_text="The response clock: from going live to the first answer; null while there is none."
    )
    answered_at = serializers.DateTimeField(allow_null=True, help_text="When the first answer was confirmed.")
    closed_at = serializers.DateTimeField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    modified_at = serializers.DateTimeField()
    links = LinksSerializer(source="*")
    # By `expand` alone: where nobody asked for them they are not beside the campaign, and left out.
    metrics = StandingSerializer(
        required=False, source="expanded_metrics", help_text="Only with `expand=metrics`."
    )
    updates = UpdateSerializer(
        many=True,
        required=False,
        source="expanded_updates",
        help_text="The latest ten, the latest first. Only with `expand=updates`.",
    )
    storm_hour = StormHourSerializer(
        required=False, source="expanded_storm_hour", help_text="Only with `expand=storm_hour`."
    )

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_response_seconds(self, campaign: Campaign) -> int | None:
        answers: list[Answer] = campaign.confirmed_answers  # type: ignore[attr-defined]  # prefetched by queries.campaigns
        return seconds_after_start(answers[0], campaign) if answers else None

    def get_hashtags(self, campaign: Campaign) -> list[str]:
        return _hashtags(campaign)


class HashtagsSerializer(serializers.Serializer[Campaign]):
    """All hashtags of a campaign."""

    hashtags = serializers.SerializerMethodField(help_text="Without #, the most important one first.")

    def get_hashtags(self, campaign: Campaign) -> list[str]:
        return _hashtags(campaign)


class SamplePostsSerializer(serializers.Serializer[Campaign]):
    """All sample posts of a campaign."""

    sample_posts = SamplePostSerializer(many=True, source="listed_samples")
