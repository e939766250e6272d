"""Fixtures of the tests of members and invitations."""

import pytest

from accounts.models import Membership
from tests.factories import make_organization, make_user


@pytest.fixture
def owner() -> Membership:
    """The owner of the organization `educamp`, who reads English."""
    return make_organization(owner=make_user("owner@example.org", name="Olga", language="en"), slug="educamp")
