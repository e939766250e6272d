"""What every embed says of a campaign, in each of its states."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.answers.operations import record
from campaigns.authoring.content import SampleText
from campaigns.enums import Outcome
from campaigns.models import Campaign
from campaigns.pages.embeds.face import Face, face_at
from campaigns.transitions import operations as transitions
from tests.campaigns.pages.embeds.conftest import Heard
from tests.factories import NOW, hear, make_campaign, post_seen

pytestmark = pytest.mark.django_db


def face(language: str = "en") -> Face:
    with translation.override(language):
        return face_at("educamp", "internet")


def said(shown: Face) -> tuple[str, str, str, str, str]:
    return shown.tone, shown.kicker, shown.headline, shown.moment, shown.action


def test_face_of_live_campaign_asks(heard: Heard) -> None:
    heard()
    assert said(face()) == (
        "berry",
        "EduCamp Hamburg 2013 asks Telekom hilft",
        "Please switch the line on by Friday.",
        "by Friday, 26 April, 12:00",
        "Say please",
    )
    assert said(face("de")) == (
        "berry",
        "EduCamp Hamburg 2013 bittet Telekom hilft",
        "Bitte schaltet die Leitung bis Freitag.",
        "bis Freitag, 26.\u00a0April, 12:00",
        "Sag bitte",
    )


def test_face_of_scheduled_campaign_waits(heard: Heard) -> None:
    make = heard("scheduled", posts=0)
    assert said(face()) == (
        "lemon",
        "EduCamp Hamburg 2013 will soon ask Telekom hilft",
        "Please switch the line on by Friday.",
        "from Tuesday, 23 April, 00:00",
        "See what it is about",
    )
    assert (face().numbers, face().moment_at) == ((), make.starts_at)


def test_face_of_answered_campaign_thanks(heard: Heard, membership: Membership) -> None:
    campaign = heard()
    with organization_scope(campaign.organization_id):
        record(
            campaign=campaign,
            kind="promised",
            said_at=NOW + timedelta(minutes=58),
            text="We are on it.",
            actor=actor_of(membership),
            now=NOW + timedelta(hours=1),
        )
    shown = face()
    assert said(shown) == (
        "mint",
        "Telekom hilft has answered EduCamp Hamburg 2013",
        "Thank you, Telekom hilft",
        "answered after 58 minutes",
        "Say thank you",
    )
    assert (shown.is_thanks, shown.wish) == (True, "Please switch the line on by Friday.")
    assert face("de").headline == "Danke, Telekom hilft"


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (
            Outcome.FULFILLED,
            ("mint", "Telekom hilft has helped EduCamp Hamburg 2013", "Thank you, Telekom hilft", "Say thank you"),
        ),
        (
            Outcome.UNANSWERED,
            ("plum", "EduCamp Hamburg 2013 asked Telekom hilft", "Please switch the line on by Friday.", "See how it ended"),
        ),
    ],
)  # fmt: skip
def test_face_of_closed_campaign_tells_how_it_ended(
    outcome: Outcome, told: tuple[str, ...], heard: Heard, membership: Membership
) -> None:
    campaign = heard()
    with organization_scope(campaign.organization_id):
        transitions.close(campaign=campaign, outcome=outcome, actor=actor_of(membership), now=NOW)
    shown = face()
    assert (shown.tone, shown.kicker, shown.headline, shown.action) == told
    assert shown.moment == "ended on 22 April 2013"


def test_face_counts_what_was_heard(heard: Heard) -> None:
    heard(posts=3)
    assert [(number.key, number.value, number.count) for number in face().numbers] == [
        ("posts", "3", 3), ("people", "3", 3), ("reactions", "6", 6)
    ]  # fmt: skip


def test_face_tells_no_numbers_where_nothing_is_measured(campaign: Campaign) -> None:
    assert face().numbers == ()


def test_face_speaks_the_language_that_is_written(membership: Membership) -> None:
    german: dict[str, Any] = {
        "title": {"de": "Netz"},
        "wish": {"de": "Bitte ein Netz."},
        "story": {"de": "Darum."},
    }
    sample = SampleText("de", "Bitte, liebe Telekom.")
    make_campaign(
        membership, state="live", slug="internet", languages=["de"], sample_posts=[sample], **german
    )
    shown = face("en")
    assert (shown.headline, shown.headline_language) == ("Bitte ein Netz.", "de")
    assert (shown.action, shown.language) == ("Say please", "en")


@pytest.mark.parametrize("state", ["draft", "in_review", "suspended"])
def test_what_is_not_public_has_no_face(state: str, membership: Membership) -> None:
    make_campaign(membership, state=state, slug="internet")
    with pytest.raises(Http404):
        face()


def test_face_costs_the_same_however_much_was_heard(
    heard: Heard, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = heard(posts=1)
    with django_assert_num_queries(10):  # six, and four that open and close the scope
        face()
    hear(campaign, *(post_seen(number) for number in range(5, 40)), kindness="friendly")
    with django_assert_num_queries(10):
        face()
