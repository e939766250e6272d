"""Short names that the desk needs for itself."""

import re

import pytest
from django.urls import URLPattern, URLResolver

from accounts.audit.urls import urlpatterns as journal_urls
from accounts.urls import urlpatterns
from campaigns.authoring.slugs import RESERVED, clean_slug
from candyplatform.base.errors import Invalid

PAGES: list[URLPattern | URLResolver] = [*urlpatterns, *journal_urls]
BESIDE_CAMPAIGNS = [str(page.pattern) for page in PAGES]


def test_every_page_beside_the_campaigns_has_its_name_reserved() -> None:
    """`desk/<org>/journal/` comes before `desk/<org>/<campaign>/`: a campaign of that name could not be reached."""
    found = [re.match(r"(?:<slug:org>/)?([a-z-]+)/", pattern) for pattern in BESIDE_CAMPAIGNS]
    names = {match[1] for match in found if match}
    assert names >= {"journal", "settings", "tokens"}
    assert names - RESERVED == set()


@pytest.mark.parametrize("name", ["journal", "Journal "])
def test_reserved_name_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        clean_slug(name)
