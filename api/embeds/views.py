"""What puts a campaign on other sites, screens and walls: addresses, and lines of HTML to copy."""

from dataclasses import fields
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.campaigns.queries import campaign_to_change
from api.parameters import ReadParameters
from api.views import ResourceView
from campaigns.enums import Language
from campaigns.pages.embeds.addresses import Addresses
from campaigns.pages.embeds.desk import Kit, kit_of
from candyplatform.base.errors import Conflict


class NoPage(Conflict):
    """The campaign has no public page (any more): there is nothing to put anywhere."""

    code = "no_page"
    message = _("This campaign has no public page just now, so there is nothing to embed. Publish it first.")


class EmbedParameters(ReadParameters):
    """In which language."""

    language = serializers.ChoiceField(
        choices=Language.choices, required=False, help_text="By default the campaign's first one."
    )


class AddressesSerializer(serializers.Serializer[Addresses]):
    """Where everything is found, for anybody."""

    def get_fields(self) -> dict[str, Any]:
        return {field.name: serializers.CharField() for field in fields(Addresses)}


class EmbedsSerializer(serializers.Serializer[Kit]):
    """A campaign for other pages, in one language."""

    language = serializers.ChoiceField(choices=Language.choices, source="face.language")
    component = serializers.CharField(
        help_text="HTML: an element and its script, with the numbers as they move."
    )
    frame = serializers.CharField(help_text="HTML: a frame, where scripts are not welcome.")
    addresses = AddressesSerializer()


class Embeds(ResourceView):
    """A public campaign's embeds, pictures, posters and calendar."""

    summary = "Read a campaign's embeds"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = EmbedParameters
    serializer_class = EmbedsSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        found = campaign_to_change(ids["id"])
        if not found.is_public:
            raise NoPage
        asked = self.parameters.get("language")
        language = asked if asked in found.languages else found.languages[0]
        return self.tell(kit_of(found, language))
