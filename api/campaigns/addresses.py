"""What a campaign is called in an address: by its id, or by its slug."""

from dataclasses import dataclass
from uuid import UUID

from django.urls.converters import SlugConverter

from api.campaigns.queries import NoCampaign
from campaigns.models import Campaign

_ID_LENGTH = 36


@dataclass(frozen=True)
class CampaignSlug:
    """A slug in an address. Slugs are an organization's own: which campaign it is can be told within its scope only."""

    slug: str

    def id_here(self) -> UUID:
        """The campaign's id. Raises `NoCampaign`."""
        found = Campaign.objects.filter(slug=self.slug).values_list("id", flat=True).first()
        if found is None:
            raise NoCampaign
        return found


class CampaignAddress(SlugConverter):
    """`<campaign:id>`: what looks like an id is one."""

    def to_python(self, value: str) -> UUID | CampaignSlug:  # type: ignore[override]  # Django's own returns the text
        try:
            return UUID(value) if len(value) == _ID_LENGTH else CampaignSlug(value)
        except ValueError:
            return CampaignSlug(value)

    def to_url(self, value: UUID | str) -> str:
        return str(value)
