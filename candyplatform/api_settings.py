"""How the API answers and describes itself: Django REST framework's settings and drf-spectacular's. `candyplatform.settings` takes them in."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "api.sessions.MemberAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.bodies.JsonBody"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.Schema",
    "DEFAULT_VERSIONING_CLASS": None,
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "api.errors.handle",
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.tables.ByFormat",
    "URL_FORMAT_OVERRIDE": None,  # `ByFormat` reads it, where an address has such a parameter
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Candystorm API",
    "DESCRIPTION": "Campaigns and their numbers, for event tools. Addresses end with a slash; answers are JSON, errors "
    "`application/problem+json` (RFC 9457); moments are ISO 8601 in UTC.",
    "LICENSE": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
    "VERSION": "1.0.0",
    "AUTHENTICATION_WHITELIST": ["api.authentication.TokenAuthentication"],  # what programs use
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PATH_CONVERTER_OVERRIDES": {
        "campaign": {
            "anyOf": [
                {"type": "string", "format": "uuid"},
                {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
            ],
            "description": "The campaign's id, or its slug.",
        }
    },
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "api.schema.put_examples"],
    "ENUM_SUFFIX": "",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "Network": "campaigns.enums.Network",
        "CampaignState": "campaigns.enums.CampaignState",
        "Outcome": "campaigns.enums.Outcome",
        "AnswerKind": "campaigns.enums.AnswerKind",
        "Language": "campaigns.enums.Language",
        "FeedStatus": "campaigns.models.feed.FeedStatus",
        "PictureProblem": "campaigns.enums.PictureProblem",
        "SamplePurpose": "campaigns.enums.SamplePurpose",
        "WebhookEvent": "campaigns.enums.WebhookEvent",
        "WebhookPayload": "campaigns.enums.WebhookPayload",
        "WebhookOff": "campaigns.enums.WebhookOff",
        "EventFact": "api.events.queries.FACTS",
        "EventSourceKind": "campaigns.enums.EventSourceKind",
        "ExportState": "api.exports.serializers.ExportState",
        "DeliveryState": "campaigns.enums.DeliveryState",
    },
}
