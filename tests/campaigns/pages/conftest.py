"""A live campaign, as most tests of the public pages need one."""

import pytest
from django.test import Client

from accounts.models import Membership
from campaigns.models import Campaign
from tests.factories import make_campaign, make_organization

PAGE = "/educamp/internet/"


@pytest.fixture
def membership() -> Membership:
    return make_organization(slug="educamp")


@pytest.fixture
def campaign(membership: Membership) -> Campaign:
    return make_campaign(membership, state="live", slug="internet")


@pytest.fixture
def reader() -> Client:
    """Somebody with an English browser, who has never been here."""
    return Client(headers={"accept-language": "en"})
