"""The organizer's list and form, as a browser without JavaScript uses them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.authoring.operations import revise_campaign
from campaigns.models import Campaign
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from tests.campaigns.authoring.conftest import browser_of, fields_of
from tests.factories import STAFF, make_campaign, make_company, make_member, make_organization

pytestmark = pytest.mark.django_db
NEW = "/desk/educamp/campaigns/new/"


def only_campaign(owner: Membership) -> Campaign:
    with organization_scope(owner.organization_id):
        return Campaign.objects.select_related("company", "organization").get()


def journal_of(owner: Membership) -> list[str]:
    with organization_scope(owner.organization_id):
        return list(JournalEntry.objects.order_by("id").values_list("verb", flat=True))


def test_title_alone_makes_a_draft(desk: Client, owner: Membership) -> None:
    form = fields_of(desk.get(NEW))
    answer = desk.post(NEW, {**form, "title_en": "A network for the EduCamp"})
    campaign = only_campaign(owner)
    assert answer["Location"] == "/desk/educamp/a-network-for-the-educamp/edit/"
    assert (campaign.slug, campaign.state, campaign.languages) == (
        "a-network-for-the-educamp",
        "draft",
        ["en"],
    )
    assert (campaign.title, campaign.time_zone) == ({"en": "A network for the EduCamp"}, "Europe/Berlin")
    assert (campaign.created_by_id, campaign.company) == (owner.user_id, None)
    assert journal_of(owner)[-1:] == ["campaign.created"]


def test_campaign_without_a_title_is_not_made_and_loses_nothing(desk: Client, owner: Membership) -> None:
    answer = desk.post(NEW, {**fields_of(desk.get(NEW)), "wish_en": "Please, a line."})
    assert answer.status_code == 422
    assert "Give the campaign a title, or name its event." in answer.content.decode()
    assert fields_of(answer)["wish_en"] == "Please, a line."
    with organization_scope(owner.organization_id):
        assert not Campaign.objects.exists()


def test_whole_form_is_kept_and_shown_again(desk: Client, owner: Membership) -> None:
    company = make_company("Telekom hilft")
    sent = {
        **fields_of(desk.get(NEW)),
        "languages": ["de", "en"],
        "title_de": "Ein Netz",
        "title_en": "A network",
        "wish_de": "Bitte eine Leitung.",
        "wish_en": "Please, a line.",
        "story_de": "Erst **so**,\r\ndann anders.",
        "story_en": "",
        "event_name": "EduCamp",
        "event_place": "Hamburg",
        "event_starts_at": "2027-04-26T09:00",
        "event_ends_at": "2027-04-28T18:00",
        "event_url": "https://educamp.example/",
        "deadline": "2027-04-26T12:00",
        "starts_at": "",
        "time_zone": "Europe/Lisbon",
        "company": str(company.id),
        "hashtags": "#telekomhilf #echh13",
        "sample_de_ask_0": "Liebe Telekom, bitte.",
        "sample_en_ask_1": "Dear Telekom, please.",
        "sample_en_thank_0": "Thank you.",
        "slug": "netz",
    }
    assert desk.post(NEW, sent)["Location"] == "/desk/educamp/netz/edit/"
    campaign = only_campaign(owner)
    with organization_scope(owner.organization_id):
        samples = list(campaign.sample_posts.values_list("language", "purpose", "text", "position"))
        tags = list(campaign.hashtags.values_list("text", "folded"))
    # Lisbon's summer time is an hour ahead of UTC.
    assert campaign.deadline == datetime(2027, 4, 26, 11, 0, tzinfo=UTC)
    assert campaign.event_starts_at == datetime(2027, 4, 26, 8, 0, tzinfo=UTC)
    assert campaign.story == {"de": "Erst **so**,\ndann anders."}
    assert campaign.company == company
    assert samples == [
        ("de", "ask", "Liebe Telekom, bitte.", 0),
        ("en", "ask", "Dear Telekom, please.", 1),
        ("en", "thank", "Thank you.", 2),
    ]
    assert tags == [("telekomhilf", "telekomhilf"), ("echh13", "echh13")]
    shown = fields_of(desk.get("/desk/educamp/netz/edit/"))
    moved = {
        "sample_en_ask_0": "Dear Telekom, please.",
        "sample_en_ask_1": "",
        "story_de": "Erst **so**,\ndann anders.",
    }
    assert {name: shown[name] for name in sent if name != "seen"} == {
        **{n: v for n, v in sent.items() if n != "seen"},
        **moved,
    }


def test_text_in_a_language_that_is_not_chosen_is_left_out(desk: Client, owner: Membership) -> None:
    sent = {**fields_of(desk.get(NEW)), "languages": ["en"], "title_en": "A network", "title_de": "Ein Netz"}
    desk.post(NEW, {**sent, "sample_de_ask_0": "Liebe Telekom"})
    campaign = only_campaign(owner)
    with organization_scope(owner.organization_id):
        assert (campaign.title, campaign.sample_posts.count()) == ({"en": "A network"}, 0)


def test_problems_of_all_parts_are_shown_together(desk: Client) -> None:
    sent = {
        **fields_of(desk.get(NEW)),
        "title_en": "A network",
        "hashtags": "#2-rooms #13 #good",
        "company": "new",
    }
    sent |= {
        "company_name": "Telekom",
        "handle_mastodon": "telekom",
        "handle_x": "way-too-long-for-a-handle",
        "slug": "Settings",
    }
    answer = desk.post(NEW, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "#2-rooms: hashtags may hold letters, digits and _, and not only digits",
        "#13: hashtags may hold letters, digits and _, and not only digits",
        "Give name and server, like name@mastodon.social.",
        "A handle on X has at most 15 letters, digits and _.",
        "This short name is kept for the platform. Choose a different one.",
    ):
        assert sentence in page


def test_company_that_is_not_in_the_list_is_proposed_and_revised(desk: Client, owner: Membership) -> None:
    sent = {
        **fields_of(desk.get(NEW)),
        "title_en": "A network",
        "company": "new",
        "company_name": "Deutsche Bahn",
    }
    desk.post(NEW, {**sent, "handle_mastodon": "@bahn@social.example", "handle_x": "https://x.com/DB_Bahn"})
    first = only_campaign(owner).company
    assert first is not None
    assert (first.name, first.proposed_by_id, first.verified_at) == (
        "Deutsche Bahn",
        owner.organization_id,
        None,
    )
    address = "/desk/educamp/a-network/edit/"
    form = fields_of(desk.get(address))
    assert (form["company"], form["handle_mastodon"], form["handle_x"]) == (
        "new",
        "bahn@social.example",
        "DB_Bahn",
    )
    desk.post(address, {**form, "handle_mastodon": "", "handle_bluesky": "bahn.example"})
    with organization_scope(owner.organization_id):
        company = only_campaign(owner).company
        assert company == first
        assert dict(first.accounts.values_list("network", "handle")) == {
            "bluesky": "bahn.example",
            "x": "DB_Bahn",
        }


def test_short_names_are_unique_within_an_organization_only(desk: Client, owner: Membership) -> None:
    other = make_organization("Barcamp", slug="barcamp")
    make_campaign(other, slug="netz")
    make_campaign(owner, slug="netz")
    answer = desk.post(NEW, {**fields_of(desk.get(NEW)), "title_en": "A network", "slug": "netz"})
    assert answer.status_code == 422
    assert "Another of your campaigns has this short name. Choose a different one." in answer.content.decode()
    desk.post(NEW, {**fields_of(desk.get(NEW)), "title_en": "Netz"})
    with organization_scope(owner.organization_id):
        assert set(Campaign.objects.values_list("slug", flat=True)) == {"netz", "netz-2"}


def test_save_over_somebody_elses_is_a_conflict_that_loses_nothing(desk: Client, owner: Membership) -> None:
    campaign = make_campaign(owner, slug="netz")
    address = "/desk/educamp/netz/edit/"
    mine = {**fields_of(desk.get(address)), "title_en": "Mine"}
    revise_campaign(
        campaign=campaign,
        facts={"title": {"de": "Ein Netz", "en": "Theirs"}},
        actor=actor_of(owner),
        now=clock.now(),
    )
    answer = desk.post(address, mine)
    assert answer.status_code == 409
    assert "Somebody else saved this campaign while you were writing." in answer.content.decode()
    assert only_campaign(owner).title["en"] == "Theirs"
    again = fields_of(answer)
    assert again["title_en"] == "Mine"
    assert desk.post(address, again).status_code == 302
    assert only_campaign(owner).title["en"] == "Mine"


def test_save_and_hand_in_says_what_is_missing_and_keeps_what_was_written(
    desk: Client, owner: Membership
) -> None:
    answer = desk.post(NEW, {**fields_of(desk.get(NEW)), "title_en": "A network", "then": "submit"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Saved, but not handed in yet: a few things are still missing." in page
    assert "Write the wish in one sentence, in every language." in page
    assert only_campaign(owner).state == "draft"


def test_ready_campaign_is_handed_in_from_its_form(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    address = "/desk/educamp/netz/edit/"
    answer = desk.post(address, {**fields_of(desk.get(address)), "then": "submit"})
    assert answer["Location"] == "/desk/educamp/netz/"
    assert only_campaign(owner).state == "in_review"


def test_campaign_in_review_cannot_be_edited_and_says_how_to(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", state="in_review", now=clock.now())
    answer = desk.get("/desk/educamp/netz/edit/", follow=True)
    assert answer.redirect_chain == [("/desk/educamp/netz/", 302)]
    page = answer.content.decode()
    assert "Take it back first, then change it and hand it in again." in page
    assert 'formaction="/desk/educamp/netz/withdraw/"' in page
    desk.post("/desk/educamp/netz/withdraw/")
    assert only_campaign(owner).state == "draft"


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
    for page in ("/desk/educamp/netz/", "/desk/educamp/netz/edit/"):
        assert "Bitte nenne &lt;den&gt; Ort." in desk.get(page).content.decode()


def test_sample_post_that_is_too_long_is_hinted_at(desk: Client, owner: Membership) -> None:
    campaign = make_campaign(owner, slug="netz", now=clock.now())
    assert "Too long for some networks" not in desk.get("/desk/educamp/netz/").content.decode()
    form = fields_of(desk.get("/desk/educamp/netz/edit/"))
    desk.post("/desk/educamp/netz/edit/", {**form, "sample_en_ask_1": "please " * 50})
    page = desk.get(f"/desk/educamp/{campaign.slug}/").content.decode()
    assert "Too long for some networks" in page
    assert "characters too long" in page


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
    for path in ("campaigns/new/", "netz/edit/", "netz/close/", "netz/answers/new/"):
        assert viewer.get(f"/desk/educamp/{path}").status_code == 403
    assert viewer.post("/desk/educamp/netz/submit/").status_code == 403
    assert viewer.post("/desk/educamp/netz/edit/", {"title_en": "Mine"}).status_code == 403
    assert only_campaign(owner).state == "draft"


def test_editor_may_write(owner: Membership) -> None:
    editor = browser_of(make_member(owner.organization, Role.EDITOR).user)
    assert editor.post(NEW, {**fields_of(editor.get(NEW)), "title_en": "Ours"}).status_code == 302


def test_campaign_of_another_organization_is_not_found_under_ones_own(
    desk: Client, owner: Membership
) -> None:
    make_campaign(make_organization("Barcamp"), slug="netz")
    for path in ("netz/", "netz/edit/", "netz/numbers/"):
        assert desk.get(f"/desk/educamp/{path}").status_code == 404


def test_deadline_that_passed_is_a_problem_of_its_field(desk: Client, owner: Membership) -> None:
    yesterday = clock.now() - timedelta(days=1)
    make_campaign(owner, slug="netz", now=clock.now(), deadline=yesterday)
    address = "/desk/educamp/netz/edit/"
    answer = desk.post(address, {**fields_of(desk.get(address)), "then": "submit"})
    assert "The deadline has passed. Choose one in the future." in answer.content.decode()
    assert only_campaign(owner).state == "draft"
