"""A digest to look at now."""

from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from accounts.models import OutgoingMail
from accounts.roles import Role
from accounts.scope import mail_scope
from tests.campaigns.digests.storm import digests, hear_posts, storm
from tests.factories import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings: object) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]


def digest(*arguments: str) -> str:
    said = StringIO()
    call_command("digest", *arguments, stdout=said)
    return said.getvalue()


def subject_of(mail_id: UUID | None) -> str:
    assert mail_id is not None
    with mail_scope(mail_id):
        return OutgoingMail.objects.get().subject


@pytest.mark.usefixtures("development")
def test_digest_command_mails_everybody_who_wants_it_and_says_where() -> None:
    membership, campaign = storm()
    make_member(campaign.organization, Role.VIEWER, make_user("bernd@example.org", language="de"))
    hear_posts(campaign, 1, 2)
    said = digest("--campaign", campaign.slug)
    assert "for anna@example.org, bernd@example.org." in said
    assert "http://localhost:8000/dev/mail/" in said
    [made] = digests(membership)
    assert subject_of(made.mail_id) == "A network for the EduCamp: 2 new posts"


@pytest.mark.usefixtures("development")
def test_digest_command_again_makes_todays_again() -> None:
    membership, _campaign = storm()
    digest()
    digest()
    [made] = digests(membership)
    assert subject_of(made.mail_id) == "A network for the EduCamp: a quiet start"


@pytest.mark.usefixtures("development")
def test_digest_command_says_when_there_is_no_such_campaign() -> None:
    storm()
    with pytest.raises(CommandError, match="No campaign 'other' that went live"):
        digest("--campaign", "other")


def test_digest_command_is_for_development() -> None:
    _membership, campaign = storm()
    with pytest.raises(CommandError, match="This is for development"):
        digest("--campaign", campaign.slug)
