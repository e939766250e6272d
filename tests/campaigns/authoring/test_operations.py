"""Writing campaigns: what is kept, what is refused, and what the journal says."""

from datetime import timedelta

import pytest

from accounts.actors import Actor, actor_of
from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import Unscoped, organization_scope
from campaigns.authoring import companies, operations
from campaigns.authoring.content import CampaignFacts, CompanyProposal, SampleText
from campaigns.authoring.errors import CampaignSlugTaken, EditedMeanwhile, NotEditable
from campaigns.models import Campaign, Company
from campaigns.transitions.companies import verify_company
from candyplatform.base.errors import Forbidden, Invalid
from tests.factories import (
    NOW,
    STAFF,
    campaign_facts,
    make_campaign,
    make_company,
    make_member,
    make_organization,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


def entries_of(membership: Membership) -> list[tuple[str, dict[str, object]]]:
    with organization_scope(membership.organization_id):
        rows = JournalEntry.objects.order_by("id").values_list("verb", "details")
        return [row for row in rows if row[0].startswith(("campaign", "company"))]


def create(owner: Membership, actor: Actor | None = None, **facts: object) -> Campaign:
    given: CampaignFacts = campaign_facts(**facts)
    return operations.create_campaign(
        organization_id=owner.organization_id, facts=given, actor=actor or actor_of(owner), now=NOW
    )


def texts_of(campaign: Campaign) -> list[tuple[str, str, str]]:
    with organization_scope(campaign.organization_id):
        return list(campaign.sample_posts.values_list("language", "purpose", "text"))


def test_campaign_is_created_with_its_journal(owner: Membership) -> None:
    campaign = create(owner)
    assert (campaign.slug, campaign.state) == ("ein-netz-fuer-das-educamp", "draft")
    assert (campaign.created_at, campaign.modified_at, campaign.created_by_id) == (NOW, NOW, owner.user_id)
    assert entries_of(owner) == [("campaign.created", {})]
    with pytest.raises(Unscoped):
        Campaign.objects.get(id=campaign.id)


def test_viewer_cannot_write(owner: Membership) -> None:
    viewer = actor_of(make_member(owner.organization, Role.VIEWER))
    campaign = make_campaign(owner)
    proposal = CompanyProposal("Bahn", handles={"x": "DB"})
    for attempt in (
        lambda: create(owner, viewer),
        lambda: operations.revise_campaign(campaign=campaign, facts={}, actor=viewer, now=LATER),
        lambda: operations.submit(campaign=campaign, actor=viewer, now=LATER),
        lambda: operations.propose_company(
            organization_id=owner.organization_id, proposal=proposal, actor=viewer, now=LATER
        ),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert [verb for verb, _ in entries_of(owner)] == ["campaign.created"]


def test_every_problem_is_told_at_once_and_nothing_is_written(owner: Membership) -> None:
    facts = campaign_facts(
        languages=["de"],
        title={"de": " "},
        event_name=" ",
        wish={"de": "x" * 201, "en": "Please."},
        event_url="javascript:alert(1)",
        event_ends_at=NOW,
        event_starts_at=LATER,
        time_zone="Mars/Olympus",
        company_id=make_organization("Other").organization_id,
        slug="Nö!",
    )
    with pytest.raises(Invalid) as caught:
        operations.create_campaign(
            organization_id=owner.organization_id,
            facts=facts,
            hashtags=["1"],
            sample_posts=[SampleText("en", "Please.")],
            proposal=CompanyProposal("", "nowhere", {"bluesky": "bahn"}),
            actor=actor_of(owner),
            now=NOW,
        )
    assert set(caught.value.fields) == {
        "title_de", "wish_de", "wish_en", "story_en", "event_url", "event_ends_at", "time_zone", "company",
        "slug", "hashtags", "sample_posts", "company_name", "company_website", "handle_bluesky",
    }  # fmt: skip
    assert entries_of(owner) == []


def test_revision_names_what_changed(owner: Membership) -> None:
    campaign = make_campaign(owner)
    revised = operations.revise_campaign(
        campaign=campaign,
        facts={"event_place": "  Berlin \t Mitte ", "event_name": campaign.event_name},
        seen=campaign.modified_at,
        actor=actor_of(owner),
        now=LATER,
    )
    assert (revised.event_place, revised.modified_at) == ("Berlin Mitte", LATER)
    assert entries_of(owner)[-1] == ("campaign.revised", {"changed": ["event_place"]})
    assert texts_of(revised) == texts_of(campaign)


def test_revision_of_what_somebody_else_saved_is_refused(owner: Membership) -> None:
    campaign, actor = make_campaign(owner), actor_of(owner)
    operations.revise_campaign(campaign=campaign, facts={"event_place": "Theirs"}, actor=actor, now=LATER)
    with pytest.raises(EditedMeanwhile):
        operations.revise_campaign(
            campaign=campaign,
            facts={"event_place": "Mine"},
            hashtags=["mine"],
            seen=campaign.modified_at,
            actor=actor,
            now=LATER + timedelta(minutes=1),
        )
    with organization_scope(owner.organization_id):
        kept = Campaign.objects.get()
        assert (kept.event_place, [tag.text for tag in kept.hashtags.all()]) == (
            "Theirs",
            ["telekomhilf", "echh13"],
        )


def test_draft_that_was_handed_in_meanwhile_is_not_changed(owner: Membership) -> None:
    campaign, actor = make_campaign(owner), actor_of(owner)
    operations.submit(campaign=campaign, actor=actor, now=LATER)
    with pytest.raises(EditedMeanwhile):
        operations.revise_campaign(campaign=campaign, facts={"event_place": "Mine"}, actor=actor, now=LATER)


@pytest.mark.parametrize("state", ["in_review", "scheduled", "live", "answered", "closed", "suspended"])
def test_only_drafts_are_written(owner: Membership, state: str) -> None:
    campaign = make_campaign(owner, state=state)
    with pytest.raises(NotEditable):
        operations.revise_campaign(
            campaign=campaign, facts={}, hashtags=["new"], actor=actor_of(owner), now=LATER
        )


def test_dropped_language_takes_its_texts_along(owner: Membership) -> None:
    campaign = make_campaign(owner)
    revised = operations.revise_campaign(
        campaign=campaign, facts={"languages": ["en"]}, actor=actor_of(owner), now=LATER
    )
    assert revised.title == {"en": "A network for the EduCamp"}
    assert (set(revised.wish), set(revised.story)) == ({"en"}, {"en"})
    assert {language for language, _, _ in texts_of(revised)} == {"en"}


def test_hashtags_and_sample_posts_are_replaced_in_order(owner: Membership) -> None:
    campaign, actor = make_campaign(owner), actor_of(owner)
    hashtags = ["#Zwei", "eins", "ZWEI"]
    campaign = operations.revise_campaign(
        campaign=campaign, facts={}, hashtags=hashtags, actor=actor, now=LATER
    )
    samples = [
        SampleText("en", "Second  line\nfirst."),
        SampleText("de", "Danke.", "thank"),
        SampleText("de", "  "),
    ]
    revised = operations.revise_campaign(
        campaign=campaign, facts={}, sample_posts=samples, actor=actor, now=LATER
    )
    with organization_scope(owner.organization_id):
        assert list(revised.hashtags.values_list("text", "folded")) == [("Zwei", "zwei"), ("eins", "eins")]
    assert texts_of(revised) == [("de", "thank", "Danke."), ("en", "ask", "Second line first.")]


def test_short_name_that_is_taken_is_refused_on_both_ways(owner: Membership) -> None:
    create(owner, slug="netz")
    other = create(owner, slug="anders")
    with pytest.raises(CampaignSlugTaken):
        create(owner, slug="netz")
    with pytest.raises(CampaignSlugTaken):
        operations.revise_campaign(campaign=other, facts={"slug": "netz"}, actor=actor_of(owner), now=LATER)


def test_proposed_company_belongs_to_its_organization(owner: Membership) -> None:
    proposal = CompanyProposal("Deutsche  Bahn", "https://bahn.example", {"x": "@DB_Bahn", "bluesky": ""})
    actor = actor_of(owner)
    company = operations.propose_company(
        organization_id=owner.organization_id, proposal=proposal, actor=actor, now=NOW
    )
    other = make_organization("Other")
    with organization_scope(other.organization_id):
        assert not Company.objects.filter(id=company.id).exists()
    with organization_scope(owner.organization_id):
        kept = Company.objects.get()
        assert (kept.name, kept.proposed_by_id) == ("Deutsche Bahn", owner.organization_id)
        assert list(kept.accounts.values_list("network", "handle")) == [("x", "DB_Bahn")]
    assert entries_of(owner) == [("company.proposed", {})]


def test_verified_company_is_nobodys_to_change(owner: Membership) -> None:
    actor, proposal = actor_of(owner), CompanyProposal("Bahn", handles={"x": "DB_Bahn"})
    company = operations.propose_company(
        organization_id=owner.organization_id, proposal=proposal, actor=actor, now=NOW
    )
    verify_company(company=company, actor=STAFF, now=LATER)
    with pytest.raises(Forbidden):
        companies.revise_proposal(
            company=company, proposal=proposal, organization_id=owner.organization_id, actor=actor, now=LATER
        )


def test_campaign_of_a_trusted_organization_goes_live_at_once() -> None:
    membership = make_organization("Trusted", trusted=True)
    campaign = make_campaign(membership, company=make_company())
    assert operations.submit(campaign=campaign, actor=actor_of(membership), now=LATER).state == "live"
