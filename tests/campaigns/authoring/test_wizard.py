"""The wizard's steps, as a browser without scripts uses them, and what its script asks for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.organizations.operations import trust
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.authoring.content import SampleText
from campaigns.authoring.operations import revise_campaign
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.campaigns.authoring.conftest import browser_of, fields_of
from tests.factories import PASSWORD, STAFF, make_campaign, make_company, make_member, make_organization

pytestmark = pytest.mark.django_db
NEW = "/desk/educamp/campaigns/new/"
NETZ = "/desk/educamp/netz/edit/"


def only_campaign(owner: Membership) -> Campaign:
    with organization_scope(owner.organization_id):
        return Campaign.objects.select_related("company", "organization").get()


def verbs(owner: Membership) -> list[str]:
    with organization_scope(owner.organization_id):
        entries = JournalEntry.objects.filter(verb__startswith="campaign.").order_by("id")
        return list(entries.values_list("verb", flat=True))


def sent_from(desk: Client, address: str, **changed: Any) -> dict[str, Any]:
    """A step's form as it was loaded, with some fields filled in."""
    return {**fields_of(desk.get(address)), **changed}


def test_name_of_the_event_begins_a_draft(desk: Client, owner: Membership) -> None:
    answer = desk.post(
        NEW, sent_from(desk, NEW, event_name="EduCamp Hamburg", event_starts_at="2027-04-26T09:00")
    )
    campaign = only_campaign(owner)
    assert answer["Location"] == "/desk/educamp/educamp-hamburg/edit/wish/"
    assert (campaign.slug, campaign.state, campaign.languages) == ("educamp-hamburg", "draft", ["en"])
    assert (campaign.title, str(campaign), campaign.time_zone) == ({}, "EduCamp Hamburg", "Europe/Berlin")
    # Nine in Berlin, which is two hours ahead of UTC; an answer is needed two days before.
    assert campaign.event_starts_at == datetime(2027, 4, 26, 7, tzinfo=UTC)
    assert (campaign.deadline_days_before, campaign.deadline) == (2, datetime(2027, 4, 24, 7, tzinfo=UTC))
    assert verbs(owner) == ["campaign.created"]


def test_beginning_without_a_name_says_so_and_loses_nothing(desk: Client, owner: Membership) -> None:
    answer = desk.post(NEW, sent_from(desk, NEW, event_place="Hamburg"))
    assert answer.status_code == 422
    assert "Name the event: that is enough to begin." in answer.content.decode()
    assert fields_of(desk.get(NEW))["event_place"] == "Hamburg"
    with organization_scope(owner.organization_id):
        assert not Campaign.objects.exists()
    assert desk.post(NEW, {"then": "drop"})["Location"] == NEW
    assert fields_of(desk.get(NEW))["event_place"] == ""


def test_each_step_saves_its_part_and_shows_it_again(desk: Client, owner: Membership) -> None:
    company = make_company("Telekom hilft")
    make_campaign(owner, slug="netz", now=clock.now())
    steps: dict[str, dict[str, Any]] = {
        "event": {
            "event_name": "EduCamp", "event_place": "Kiel", "event_starts_at": "2027-04-26T09:00",
            "event_ends_at": "2027-04-28T18:00", "event_url": "https://educamp.example/", "time_zone": "Europe/Lisbon",
        },
        "wish": {
            "company": str(company.id), "languages": ["de", "en"], "deadline_days_before": "3", "title_de": "Ein Netz",
            "title_en": "A network", "wish_de": "Bitte eine Leitung.", "wish_en": "Please, a line.",
            "story_de": "Erst **so**,\r\ndann anders.", "story_en": "",
        },
        "posts": {
            "hashtags": "#telekomhilf #echh13", "sample_de_ask_0": "Liebe Telekom, bitte.", "sample_de_ask_1": "",
            "sample_de_thank_0": "", "sample_en_ask_0": "", "sample_en_ask_1": "Dear Telekom, please.",
            "sample_en_thank_0": "Thank you.",
        },
        "check": {"slug": "leitung", "starts_at": ""},
    }  # fmt: skip
    onward = {"event": "wish", "wish": "posts", "posts": "check", "check": "check"}
    for stage, fields in steps.items():
        answer = desk.post(f"{NETZ}{stage}/", sent_from(desk, f"{NETZ}{stage}/", **fields))
        slug = "leitung" if stage == "check" else "netz"
        assert answer["Location"] == f"/desk/educamp/{slug}/edit/{onward[stage]}/", stage
    campaign = only_campaign(owner)
    # Lisbon's summer time is an hour ahead of UTC; the deadline follows the event, three days before.
    assert campaign.event_starts_at == datetime(2027, 4, 26, 8, tzinfo=UTC)
    assert campaign.deadline == datetime(2027, 4, 23, 8, tzinfo=UTC)
    assert (campaign.company, campaign.story) == (company, {"de": "Erst **so**,\ndann anders."})
    with organization_scope(owner.organization_id):
        assert list(campaign.sample_posts.values_list("language", "purpose", "text", "position")) == [
            ("de", "ask", "Liebe Telekom, bitte.", 0),
            ("en", "ask", "Dear Telekom, please.", 1),
            ("en", "thank", "Thank you.", 2),
        ]
        assert list(campaign.hashtags.values_list("text", flat=True)) == ["telekomhilf", "echh13"]
    shown = fields_of(desk.get("/desk/educamp/leitung/edit/posts/"))
    assert (shown["sample_en_ask_0"], shown["sample_en_ask_1"]) == ("Dear Telekom, please.", "")
    assert campaign.unfinished == {}


def test_event_that_moves_takes_its_deadline_along(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now(), deadline_days_before=2)
    # From summer time to winter time: the clock on the wall counts, not the hours.
    desk.post(
        f"{NETZ}event/",
        sent_from(desk, f"{NETZ}event/", event_starts_at="2027-11-01T09:00", event_ends_at=""),
    )
    assert only_campaign(owner).deadline == datetime(2027, 10, 30, 7, tzinfo=UTC)


def test_day_of_ones_own_follows_no_event(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now(), deadline_days_before=2)
    sent = sent_from(desk, f"{NETZ}wish/", deadline_days_before="", deadline="2027-04-20T12:00")
    desk.post(f"{NETZ}wish/", sent)
    desk.post(
        f"{NETZ}event/",
        sent_from(desk, f"{NETZ}event/", event_starts_at="2027-11-01T09:00", event_ends_at=""),
    )
    campaign = only_campaign(owner)
    assert (campaign.deadline_days_before, campaign.deadline) == (None, datetime(2027, 4, 20, 10, tzinfo=UTC))


def test_text_in_a_language_that_is_not_chosen_is_left_out(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    desk.post(f"{NETZ}wish/", sent_from(desk, f"{NETZ}wish/", languages=["en"]))
    campaign = only_campaign(owner)
    with organization_scope(owner.organization_id):
        assert (campaign.title, campaign.sample_posts.filter(language="de").count()) == (
            {"en": "A network for the EduCamp"},
            0,
        )


def test_problems_are_said_at_their_fields_and_what_was_typed_is_kept(
    desk: Client, owner: Membership
) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    wrong = {
        "company": "new",
        "company_name": "Telekom",
        "handle_mastodon": "telekom",
        "handle_x": "way-too-long-for-it",
    }
    answer = desk.post(f"{NETZ}wish/", sent_from(desk, f"{NETZ}wish/", wish_en="Please.", **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give name and server, like name@mastodon.social." in page
    assert "A handle on X has at most 15 letters, digits and _." in page
    again = fields_of(browser_of(owner.user).get(f"{NETZ}wish/"))  # in another browser
    assert (again["wish_en"], again["handle_mastodon"]) == ("Please.", "telekom")
    assert only_campaign(owner).wish["en"] == "Please switch the line on by Friday."
    assert desk.post(f"{NETZ}wish/", {"then": "drop"})["Location"] == f"{NETZ}wish/"
    assert fields_of(desk.get(f"{NETZ}wish/"))["wish_en"] == "Please switch the line on by Friday."


def test_what_is_typed_and_not_saved_keeps_a_campaign_from_going_out(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    desk.post(f"{NETZ}wish/", sent_from(desk, f"{NETZ}wish/", wish_en="Please.", then="keep"))
    answer = desk.post(f"{NETZ}check/", sent_from(desk, f"{NETZ}check/", then="submit"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Something was typed and is not saved yet. Save it, or drop it." in page
    assert f'href="{NETZ}wish/"' in page
    assert only_campaign(owner).state == "draft"


def test_typing_is_kept_shown_in_small_and_leaves_the_journal_alone(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    sent = sent_from(desk, f"{NETZ}wish/", wish_en="Dear all, <b>please</b>.", then="keep")
    said = desk.post(f"{NETZ}wish/", sent).json()
    assert "Dear all, &lt;b&gt;" in said["glimpse"]
    assert said["seen"] not in ("", sent["seen"])
    assert (verbs(owner), only_campaign(owner).wish["en"]) == (
        ["campaign.created"],
        "Please switch the line on by Friday.",
    )
    back = {**sent, "wish_en": "Please switch the line on by Friday.", "seen": said["seen"]}
    assert desk.post(f"{NETZ}wish/", back).json()["status"] == ""
    assert only_campaign(owner).unfinished == {}


def test_typing_over_another_tab_is_told_and_not_kept(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    mine, theirs = (
        sent_from(desk, f"{NETZ}wish/", then="keep", wish_en=text) for text in ("Mine.", "Theirs.")
    )
    assert desk.post(f"{NETZ}wish/", mine).status_code == 200
    answer = desk.post(f"{NETZ}wish/", theirs)
    assert answer.status_code == 409
    assert answer.json()["problem"].startswith("This was changed after you opened it")
    assert only_campaign(owner).unfinished["wish"]["wish_en"] == ["Mine."]


def test_save_over_somebody_elses_is_a_conflict_that_loses_nothing(desk: Client, owner: Membership) -> None:
    campaign = make_campaign(owner, slug="netz", now=clock.now())
    mine = sent_from(desk, f"{NETZ}wish/", title_en="Mine")
    titles = {"de": "Ein Netz", "en": "Theirs"}
    revise_campaign(campaign=campaign, facts={"title": titles}, actor=actor_of(owner), now=clock.now())
    answer = desk.post(f"{NETZ}wish/", mine)
    assert answer.status_code == 409
    assert "This was changed after you opened it" in answer.content.decode()
    assert only_campaign(owner).title["en"] == "Theirs"
    assert fields_of(desk.get(f"{NETZ}wish/?show=saved"))["title_en"] == "Theirs"
    assert fields_of(desk.get(f"{NETZ}wish/"))["title_en"] == "Mine"  # after the tab was closed
    again = fields_of(answer)
    assert again["title_en"] == "Mine"
    assert desk.post(f"{NETZ}wish/", again).status_code == 302
    assert only_campaign(owner).title["en"] == "Mine"


def test_two_people_in_two_steps_do_not_disturb_each_other(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    event, wish = (sent_from(desk, f"{NETZ}{stage}/") for stage in ("event", "wish"))
    assert desk.post(f"{NETZ}event/", {**event, "event_place": "Kiel"}).status_code == 302
    assert desk.post(f"{NETZ}wish/", {**wish, "title_en": "Mine"}).status_code == 302
    campaign = only_campaign(owner)
    assert (campaign.event_place, campaign.title["en"]) == ("Kiel", "Mine")


def test_session_that_ran_out_keeps_what_is_sent_until_the_login(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    sent = sent_from(desk, f"{NETZ}wish/", wish_en="Please, all of you.")
    desk.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert desk.post(f"{NETZ}wish/", sent)["Location"] == f"/accounts/login/?next={NETZ}wish/"
    desk.post(f"/accounts/login/?next={NETZ}wish/", {"login": owner.user.email, "password": PASSWORD})
    page = desk.get(f"{NETZ}wish/")
    assert fields_of(page)["wish_en"] == "Please, all of you."
    assert "This is what was typed last." in page.content.decode()
    assert desk.post(f"{NETZ}wish/", fields_of(page)).status_code == 302
    assert only_campaign(owner).wish["en"] == "Please, all of you."
    assert "This is what was typed last." not in desk.get(f"{NETZ}wish/").content.decode()


def test_company_that_is_not_in_the_list_is_proposed_and_revised(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    handles = {"handle_mastodon": "@bahn@social.example", "handle_x": "https://x.com/DB_Bahn"}
    sent = sent_from(desk, f"{NETZ}wish/", company="new", company_name="Deutsche Bahn", **handles)
    desk.post(f"{NETZ}wish/", sent)
    first = only_campaign(owner).company
    assert first is not None
    assert (first.name, first.proposed_by_id, first.verified_at) == (
        "Deutsche Bahn",
        owner.organization_id,
        None,
    )
    form = sent_from(desk, f"{NETZ}wish/", handle_mastodon="", handle_bluesky="bahn.example")
    assert (form["company"], form["handle_x"]) == ("new", "DB_Bahn")
    desk.post(f"{NETZ}wish/", form)
    with organization_scope(owner.organization_id):
        company = only_campaign(owner).company
        assert company == first
        assert dict(first.accounts.values_list("network", "handle")) == {
            "bluesky": "bahn.example",
            "x": "DB_Bahn",
        }


def test_short_names_are_unique_within_an_organization_only(desk: Client, owner: Membership) -> None:
    make_campaign(make_organization("Barcamp", slug="barcamp"), slug="ours")
    make_campaign(owner, slug="netz")
    make_campaign(owner, slug="theirs")
    answer = desk.post(f"{NETZ}check/", sent_from(desk, f"{NETZ}check/", slug="theirs"))
    assert answer.status_code == 422
    assert "Another of your campaigns has this short name. Choose a different one." in answer.content.decode()
    sent = sent_from(desk, f"{NETZ}check/", slug="ours", then="stay")
    assert desk.post(f"{NETZ}check/", sent)["Location"] == "/desk/educamp/ours/edit/check/"


def test_emergency_fills_in_words_and_leaves_those_of_ones_own(desk: Client, owner: Membership) -> None:
    own = SampleText("en", "My own sentence.")
    make_campaign(
        owner, slug="netz", now=clock.now(), title={"en": "Mine"}, wish={}, story={}, sample_posts=[own]
    )
    for name in ("internet", "venue"):
        answer = desk.post(f"{NETZ}wish/", sent_from(desk, f"{NETZ}wish/", then=f"emergency:{name}"))
        assert answer["Location"] == f"{NETZ}wish/#texts"
    campaign = only_campaign(owner)
    assert campaign.title == {"en": "Mine", "de": "Ein Dach für EduCamp Hamburg 2013"}
    assert campaign.wish == {
        "de": "Liebes Team von Telekom hilft, bitte gebt EduCamp Hamburg 2013 einen Raum.",
        "en": "Dear team at Telekom hilft, please give EduCamp Hamburg 2013 a room.",
    }
    with organization_scope(owner.organization_id):
        samples = list(campaign.sample_posts.filter(language="en").values_list("text", flat=True))
    assert samples[0] == "My own sentence."
    assert len(samples) == 6
    assert not any("line" in text for text in samples)


def test_check_parts_what_is_missing_from_what_could_be_better(desk: Client, owner: Membership) -> None:
    make_campaign(
        owner, slug="netz", now=clock.now(), hashtags=(), story={}, sample_posts=[SampleText("en", "Please.")]
    )
    page = desk.get(f"{NETZ}check/").content.decode()
    missing, _heading, better = page.partition("Suggestions")
    assert "Add at least one hashtag: it is how posts are found." in missing
    assert f'href="{NETZ}posts/#id_hashtags_field"' in missing
    for sentence in (
        "No story yet (German)",
        "No thank-you text yet (English)",
        "Write 2 more sample posts (English)",
    ):
        assert sentence in better


def test_ready_campaign_is_handed_in_from_the_last_step(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    page = desk.get(f"{NETZ}check/").content.decode()
    assert "somebody of us reads it" in page
    answer = desk.post(f"{NETZ}check/", sent_from(desk, f"{NETZ}check/", then="submit"))
    assert answer["Location"] == "/desk/educamp/netz/"
    assert only_campaign(owner).state == "in_review"


def test_trusted_organization_goes_live_from_the_last_step(desk: Client, owner: Membership) -> None:
    trust(organization_id=owner.organization_id, trusted=True, actor=STAFF, now=clock.now())
    make_campaign(owner, slug="netz", now=clock.now())
    assert "Go live" in desk.get(f"{NETZ}check/").content.decode()
    desk.post(f"{NETZ}check/", sent_from(desk, f"{NETZ}check/", then="submit"))
    assert only_campaign(owner).state == "live"


def test_campaign_past_being_written_says_what_is_possible(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", state="in_review", now=clock.now())
    for path in ("", "wish/"):
        answer = desk.get(f"{NETZ}{path}", follow=True)
        assert answer.redirect_chain == [("/desk/educamp/netz/", 302)]
        assert "Take it back first, then change it and hand it in again." in answer.content.decode()
    desk.post("/desk/educamp/netz/withdraw/")
    assert only_campaign(owner).state == "draft"


def test_editing_leads_to_the_first_step_that_lacks_something(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now(), hashtags=())
    assert desk.get(NETZ)["Location"] == f"{NETZ}posts/"
    desk.post(f"{NETZ}posts/", sent_from(desk, f"{NETZ}posts/", hashtags="#echh13"))
    assert desk.get(NETZ)["Location"] == f"{NETZ}check/"
    assert desk.get(f"{NETZ}nothing/").status_code == 404


def test_deadline_that_passed_is_a_problem_of_its_step(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now(), deadline=clock.now() - timedelta(days=1))
    answer = desk.post(f"{NETZ}check/", sent_from(desk, f"{NETZ}check/", then="submit"))
    assert "The deadline has passed. Choose one in the future." in answer.content.decode()
    assert only_campaign(owner).state == "draft"


def test_sample_post_that_is_too_long_is_hinted_at(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    assert "Too long for some networks" not in desk.get(f"{NETZ}check/").content.decode()
    desk.post(f"{NETZ}posts/", sent_from(desk, f"{NETZ}posts/", sample_en_ask_1="please " * 50))
    page = desk.get(f"{NETZ}check/").content.decode()
    assert "Too long for some networks" in page
    assert "characters too long" in page


def test_copy_asks_for_the_new_start_and_moves_the_rest(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", state="live", now=clock.now())
    answer = desk.post("/desk/educamp/netz/duplicate/", {"event_starts_at": "2028-04-21T10:00"})
    assert answer["Location"] == "/desk/educamp/ein-netz-fuer-das-educamp/edit/event/"
    with organization_scope(owner.organization_id):
        made = Campaign.objects.get(slug="ein-netz-fuer-das-educamp")
    assert (made.state, made.event_starts_at) == ("draft", datetime(2028, 4, 21, 8, tzinfo=UTC))
    assert verbs(owner)[-2:] == ["campaign.created", "campaign.duplicated"]


def test_editor_may_write_and_a_viewer_may_not(owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    editor = browser_of(make_member(owner.organization, Role.EDITOR).user)
    assert editor.post(NEW, sent_from(editor, NEW, event_name="Ours")).status_code == 302
    viewer = browser_of(make_member(owner.organization, Role.VIEWER).user)
    for path in (NEW, f"{NEW}link/", f"{NETZ}wish/", f"{NETZ}link/", "/desk/educamp/netz/duplicate/"):
        assert viewer.post(path, {"then": "keep", "link": "https://educamp.example/"}).status_code == 403, (
            path
        )


@pytest.mark.parametrize(("stage", "queries"), [("event", 17), ("wish", 16), ("posts", 15), ("check", 17)])
def test_step_costs_so_many_queries_however_many_sample_posts(
    desk: Client,
    owner: Membership,
    django_assert_num_queries: DjangoAssertNumQueries,
    stage: str,
    queries: int,
) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    desk.get(f"{NETZ}{stage}/")
    with django_assert_num_queries(queries):
        desk.get(f"{NETZ}{stage}/")
    many = [SampleText(language, f"Please {n}.") for language in ("de", "en") for n in range(8)]
    revise_campaign(
        campaign=only_campaign(owner), facts={}, sample_posts=many, actor=actor_of(owner), now=clock.now()
    )
    with django_assert_num_queries(queries):
        desk.get(f"{NETZ}{stage}/")
