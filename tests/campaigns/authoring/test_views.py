"""The organizer's pages, as a browser without JavaScript uses them."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.authoring.operations import revise_campaign
from campaigns.models import Campaign, Company
from candyplatform.base import clock
from tests.campaigns.authoring.conftest import browser_of
from tests.factories import STAFF, hear, make_campaign, make_company, make_member, make_organization, make_user, post_seen
from accounts.operations import actor_of
from campaigns.transitions import operations as transitions
