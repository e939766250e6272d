"""What staff decide is mailed to everybody who may edit the campaign, once."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.digests.decisions import TOLD
from campaigns.models import Campaign
from campaigns.transitions import operations as transitions
from candyplatform.base import work
from tests.campaigns.digests.storm import due, work_at
from tests.factories import NOW, STAFF, make_campaign, make_member, make_organization, make_user
from tests.support.smtp import postbox

pytestmark = pytest.mark.django_db
TELL = "decision.tell"


@pytest.fixture
def owner() -> Membership:
    return make_organization(owner=make_user("anna@example.org", language="en"))


def arrived() -> list[EmailMessage]:
    """What is mailed now, by recipient."""
    with postbox() as box:
        work_at(NOW, TELL, "mail.send")
    return sorted(box.messages, key=lambda message: str(message["To"]))


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


def entries(campaign: Campaign, verb: str) -> list[JournalEntry]:
    with organization_scope(campaign.organization_id):
        return list(JournalEntry.objects.filter(verb=verb))


def test_tell_of_a_wish_for_changes_says_what_to_change(owner: Membership) -> None:
    campaign = make_campaign(owner, state="in_review")
    transitions.request_changes(campaign=campaign, note="Friendlier, please.", actor=STAFF, now=NOW)
    [message] = arrived()
    desk = f"/desk/{campaign.organization.slug}/{campaign.slug}/"
    assert message["To"] == "anna@example.org"
    assert message["Subject"] == "A network for the EduCamp: please change something"
    for kind in ("plain", "html"):
        assert "Friendlier, please." in part(message, kind)
        assert f"{desk}preview/" in part(message, kind)
    assert f"Your desk: http://localhost:8000{desk}" in part(message, "plain")


def test_tell_of_an_approval_leads_to_the_page(owner: Membership) -> None:
    campaign = make_campaign(owner, state="in_review")
    transitions.approve(campaign=campaign, actor=STAFF, now=NOW)
    [message] = arrived()
    assert message["Subject"] == "A network for the EduCamp: it is live"
    assert f'href="{campaign.page_url}"' in part(message, "html")


def test_tell_of_an_approval_before_the_start_says_when_it_starts(owner: Membership) -> None:
    campaign = make_campaign(owner, state="in_review", starts_at=NOW + timedelta(hours=12))
    transitions.approve(campaign=campaign, actor=STAFF, now=NOW)
    [message] = arrived()
    assert message["Subject"] == "A network for the EduCamp: it is approved"
    assert "it goes live by itself: Apr 23, 00:00." in part(message, "plain")


def test_tell_of_a_suspension_says_why_in_each_readers_language(owner: Membership) -> None:
    make_member(owner.organization, Role.EDITOR, make_user("bernd@example.org", language="de"))
    make_member(owner.organization, Role.VIEWER, make_user("vera@example.org"))
    make_member(owner.organization, Role.EDITOR, make_user("weg@example.org", is_active=False))
    campaign = make_campaign(owner, state="live")
    transitions.suspend(campaign=campaign, reason="Not kind.", actor=STAFF, now=NOW)
    english, german = [message for message in arrived() if "Not kind." in part(message, "plain")]
    assert (english["To"], german["To"]) == ("anna@example.org", "bernd@example.org")
    assert english["Subject"] == "A network for the EduCamp: it is suspended"
    assert german["Subject"] == "Ein Netz für das EduCamp: ausgesetzt"
    assert '<html lang="de"' in part(german, "html")
    assert "Not kind." in part(german, "plain")
    assert [entry.details for entry in entries(campaign, TOLD)] == [{"readers": 2}, {"readers": 2}]


def test_tell_of_each_of_two_decisions_in_a_row(owner: Membership) -> None:
    campaign = make_campaign(owner, state="in_review")
    draft = transitions.request_changes(campaign=campaign, note="First note.", actor=STAFF, now=NOW)
    again = transitions.submit(campaign=draft, actor=actor_of(owner), now=NOW)
    transitions.request_changes(campaign=again, note="Second note.", actor=STAFF, now=NOW)
    told = [part(message, "plain") for message in arrived()]
    assert sorted(note in text for text in told for note in ("First note.", "Second note.")) == [
        False,
        False,
        True,
        True,
    ]


def test_tell_again_tells_nothing(owner: Membership) -> None:
    campaign = make_campaign(owner, state="in_review")
    transitions.approve(campaign=campaign, actor=STAFF, now=NOW)
    assert len(arrived()) == 1
    [published] = entries(campaign, "campaign.published")
    with organization_scope(campaign.organization_id):
        work.put(kind=TELL, key=published.pk, due_at=NOW, organization_id=campaign.organization_id)
    assert arrived() == []
    assert len(entries(campaign, TOLD)) == 1


def test_tell_of_what_a_trusted_organization_did_itself_tells_nobody() -> None:
    owner = make_organization(trusted=True)
    transitions.submit(campaign=make_campaign(owner), actor=actor_of(owner), now=NOW)
    assert len(due(TELL)) == 1
    assert arrived() == []
    assert due(TELL) == []
