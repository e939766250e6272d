"""The organizer's list and dashboard, as a browser without JavaScript uses them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.models import Campaign
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from tests.campaigns.authoring.conftest import browser_of
from tests.factories import STAFF, make_campaign, make_company, make_member, make_organization

pytestmark = pytest.mark.django_db
NEW = "/desk/educamp/campaigns/new/"


def only_campaign(owner: Membership) -> Campaign:
    with organization_scope(owner.organization_id):
        return Campaign.objects.select_related("company", "organization").get()


def journal_of(owner: Membership) -> list[str]:
    with organization_scope(owner.organization_id):
        return list(JournalEntry.objects.order_by("id").values_list("verb", flat=True))


def test_unkind_words_are_flagged_to_the_organizer_and_in_the_journal(
    desk: Client, owner: Membership
) -> None:
    wish = {"de": "Ihr Idioten, schaltet die Leitung.", "en": "Please switch it on."}
    make_campaign(owner, slug="netz", wish=wish, now=clock.now())
    page = desk.get("/desk/educamp/netz/").content.decode()
    assert "Worth a second look" in page
    assert "<q>Idioten</q>" in page
    desk.post("/desk/educamp/netz/submit/")
    assert only_campaign(owner).state == "in_review"
    with organization_scope(owner.organization_id):
        entry = JournalEntry.objects.get(verb="campaign.flagged")
    assert entry.details == {"fields": ["wish_de"]}


def test_note_of_the_review_is_shown(desk: Client, owner: Membership) -> None:
    campaign = make_campaign(owner, slug="netz", state="in_review", now=clock.now())
    transitions.request_changes(
        campaign=campaign, note="Bitte nenne <den> Ort.", actor=STAFF, now=clock.now()
    )
    for page in ("/desk/educamp/netz/", "/desk/educamp/netz/edit/wish/"):
        assert "Bitte nenne &lt;den&gt; Ort." in desk.get(page).content.decode()


@pytest.mark.parametrize(
    "state", ["draft", "in_review", "scheduled", "live", "answered", "closed", "suspended"]
)
def test_list_and_dashboard_tell_every_state(desk: Client, owner: Membership, state: str) -> None:
    campaign = make_campaign(owner, slug="netz", state=state, now=clock.now())
    assert campaign.state == state
    for page in ("/desk/educamp/", "/desk/educamp/netz/"):
        answer = desk.get(page)
        assert answer.status_code == 200
        assert campaign.get_state_display() in answer.content.decode()


def test_list_costs_the_same_queries_for_one_campaign_as_for_three(desk: Client, owner: Membership) -> None:
    company = make_company()
    make_campaign(owner, company=company, state="live", now=clock.now())
    with CaptureQueriesContext(connection) as one:
        desk.get("/desk/educamp/")
    for _ in range(2):
        make_campaign(owner, company=company, state="live", now=clock.now())
    with CaptureQueriesContext(connection) as three:
        desk.get("/desk/educamp/")
    assert len(one) == len(three)


PAGES = [
    "",
    "campaigns/new/",
    "settings/",
    "netz/",
    "netz/edit/",
    "netz/edit/wish/",
    "netz/duplicate/",
    "netz/close/",
    "netz/numbers/",
    "netz/answers/new/",
]
ACTS = ["netz/submit/", "netz/withdraw/", "netz/posts/1/hide/", "netz/posts/1/show/"]


@pytest.mark.parametrize("path", PAGES)
def test_desk_leads_strangers_to_the_login_and_hides_from_others(owner: Membership, path: str) -> None:
    make_campaign(owner, slug="netz")
    address = f"/desk/educamp/{path}"
    assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"
    assert browser_of(make_organization("Barcamp").user).get(address).status_code == 404


@pytest.mark.parametrize("path", ACTS)
def test_acts_are_for_members_of_the_organization(owner: Membership, path: str) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    assert Client().post(f"/desk/educamp/{path}").status_code == 302
    assert browser_of(make_organization("Barcamp").user).post(f"/desk/educamp/{path}").status_code == 404
    assert only_campaign(owner).state == "draft"


def test_viewer_sees_everything_and_changes_nothing(owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    viewer = browser_of(make_member(owner.organization, Role.VIEWER).user)
    for path in ("", "netz/"):
        page = viewer.get(f"/desk/educamp/{path}")
        assert page.status_code == 200
        assert "/edit/" not in page.content.decode()
        assert 'formaction="' not in page.content.decode()
    for path in (
        "campaigns/new/",
        "netz/edit/",
        "netz/edit/event/",
        "netz/duplicate/",
        "netz/close/",
        "netz/answers/new/",
    ):
        assert viewer.get(f"/desk/educamp/{path}").status_code == 403
    assert viewer.post("/desk/educamp/netz/submit/").status_code == 403
    assert viewer.post("/desk/educamp/netz/edit/wish/", {"title_en": "Mine"}).status_code == 403
    assert only_campaign(owner).state == "draft"


def test_campaign_of_another_organization_is_not_found_under_ones_own(
    desk: Client, owner: Membership
) -> None:
    make_campaign(make_organization("Barcamp"), slug="netz")
    for path in ("netz/", "netz/edit/", "netz/edit/event/", "netz/duplicate/", "netz/numbers/"):
        assert desk.get(f"/desk/educamp/{path}").status_code == 404
