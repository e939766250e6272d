"""What the tests of the organizer's side share."""

import pytest
from django.test import Client

from accounts.models import Membership, User
from tests.factories import make_organization, make_user


@pytest.fixture
def owner() -> Membership:
    """The owner of the organization `educamp`, who reads English."""
    return make_organization(owner=make_user("owner@example.org", language="en"), slug="educamp")


@pytest.fixture
def desk(owner: Membership) -> Client:
    """The owner's browser."""
    return browser_of(owner.user)


def browser_of(user: User) -> Client:
    """A browser in which somebody is logged in."""
    client = Client()
    client.force_login(user)
    return client
