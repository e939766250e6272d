"""A journal with something of everything in it."""

from datetime import datetime, timedelta

from django.test import RequestFactory

from accounts.actors import actor_of, staff
from accounts.models import Membership, User
from accounts.organizations.operations import trust
from accounts.origin import answering
from accounts.preferences import want_digest
from accounts.roles import Role
from accounts.scope import organization_scope
from accounts.tokens.operations import issue_token
from campaigns.models import Campaign
from campaigns.transitions import operations as transitions
from tests.factories import NOW, make_campaign, make_member, make_organization, make_user

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
ADDRESS = "203.0.113.7"


def reviewer() -> User:
    """A member of the platform's staff."""
    return make_user("rita@example.org", name="Rita Review", is_staff=True)


def make_journal(*, slug: str = "educamp", now: datetime = NOW) -> Membership:
    """An organization that founded, asked, was suspended by staff, and lost an editor. Returns the owner's membership."""
    owner = make_organization(
        slug=slug, owner=make_user(f"owner@{slug}.example", name="Olga Owner"), now=now - timedelta(days=2)
    )
    came = RequestFactory().get(f"/desk/{slug}/", headers={"User-Agent": FIREFOX}, REMOTE_ADDR=ADDRESS)
    with answering(came):
        campaign = make_campaign(owner, state="in_review", now=now - timedelta(days=1))
        issue_token(actor=actor_of(owner), name="Ticket shop", scopes=["campaigns:read"], now=now)
    _staff_act(campaign, now)
    _lose_an_editor(owner, now)
    return owner


def _staff_act(campaign: Campaign, now: datetime) -> None:
    rita = reviewer()
    actor = staff(user_id=rita.pk, name=str(rita))
    with answering(RequestFactory().post("/admin/", REMOTE_ADDR="198.51.100.1")):
        live = transitions.approve(campaign=campaign, actor=actor, now=now)
        transitions.suspend(campaign=live, reason="A complaint came in.", actor=actor, now=now)
        trust(organization_id=campaign.organization_id, trusted=True, actor=actor, now=now)


def _lose_an_editor(owner: Membership, now: datetime) -> None:
    leaver = make_member(owner.organization, Role.EDITOR, make_user("ed@example.org"), now=now)
    want_digest(
        membership_id=leaver.pk,
        organization_id=owner.organization_id,
        wanted=False,
        actor=actor_of(leaver),
        now=now,
    )
    with organization_scope(owner.organization_id):
        leaver.delete()
