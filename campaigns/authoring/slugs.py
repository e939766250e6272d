"""Short names of campaigns: the last part of the public address."""

import re
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from candyplatform.base.errors import Invalid

# Second path segments that the platform keeps for itself, under /{organization}/ and /desk/{organization}/.
RESERVED = frozenset(
    {
        "campaigns", "embed", "feed", "imprint", "journal", "members", "new", "organization", "privacy", "settings", "tokens",
        "webhooks",
    }
)  # fmt: skip
LIMIT = 60
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def suggest(title: str, *, organization_id: UUID) -> str:
    """A free short name made of the title: `Ein Netz für #echh13` -> `ein-netz-fuer-echh13`. Within the scope."""
    base = slugify(title.translate(_UMLAUTS))[: LIMIT - 4].strip("-") or "candystorm"
    taken = set(
        Campaign.objects.filter(organization_id=organization_id, slug__startswith=base).values_list(
            "slug", flat=True
        )
    )
    candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in candidates if slug not in taken and slug not in RESERVED)


def clean_slug(text: str) -> str:
    """The short name as it is kept. Raises `Invalid` on `slug`."""
    slug = text.strip().lower()
    if not _SLUG.fullmatch(slug) or len(slug) > LIMIT:
        raise Invalid(
            fields={
                "slug": [_("A short name has small letters a-z, digits and single hyphens, like echh13.")]
            }
        )
    if slug in RESERVED:
        raise Invalid(
            fields={"slug": [_("This short name is kept for the platform. Choose a different one.")]}
        )
    return slug
