"""Companies, verified and with other accounts: who is told, and who listens to what."""

import pytest

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope, staff_scope
from campaigns.models import Campaign, Company, Feed, FeedSubscription
from campaigns.transitions.companies import change_accounts, describe_company, verify_company
from candyplatform.base.errors import Forbidden
from tests.factories import NOW, STAFF, make_campaign, make_company, make_organization

pytestmark = pytest.mark.django_db

OLD = {"mastodon": "old@mastodon.example", "bluesky": "t.bsky.social"}
NEW = {"mastodon": "new@mastodon.example", "bluesky": "t.bsky.social"}


def told(membership: Membership) -> list[tuple[str, str, int | None, dict[str, object]]]:
    with organization_scope(membership.organization_id):
        entries = JournalEntry.objects.filter(verb__startswith="company.").order_by("id")
        return [(entry.verb, entry.subject, entry.actor_id, entry.details) for entry in entries]


def account_topics(campaign: Campaign) -> set[str]:
    with organization_scope(campaign.organization_id):
        feeds = Feed.objects.filter(
            id__in=FeedSubscription.objects.filter(campaign=campaign).values("feed_id")
        )
        return {feed.topic for feed in feeds if feed.topic.startswith("account:")}


def test_company_is_verified_once_and_the_proposer_is_told() -> None:
    membership = make_organization()
    with staff_scope():
        company = Company.objects.create(
            name="Neu", proposed_by_id=membership.organization_id, created_at=NOW
        )
    verified = verify_company(company=company, actor=STAFF, now=NOW)
    verify_company(company=company, actor=STAFF, now=NOW)
    assert verified.verified_at == NOW
    assert told(membership) == [("company.verified", str(company.id), STAFF.user_id, {})]
    with pytest.raises(Forbidden):
        verify_company(company=company, actor=actor_of(membership), now=NOW)


def test_changed_account_is_listened_to_by_every_campaign_that_listens() -> None:
    company = make_company(handles=OLD, native_ids={"mastodon": "m1", "bluesky": "b1"})
    members = [make_organization(name) for name in ("EduCamp", "Barcamp", "Later")]
    live = make_campaign(members[0], state="live", company=company)
    answered = make_campaign(members[1], state="answered", company=company)
    draft = make_campaign(members[2], company=company)

    assert change_accounts(company=company, handles=NEW, actor=STAFF, now=NOW)

    assert "account:new@mastodon.example" in account_topics(live)
    assert "account:new@mastodon.example" in account_topics(answered)
    assert account_topics(draft) == set()
    entry = ("company.accounts_changed", str(company.id), STAFF.user_id, {"networks": ["mastodon"]})
    assert [told(member) for member in members] == [[entry], [entry], []]
    with staff_scope():
        accounts = company.accounts.order_by("network").values_list("network", "handle", "native_id")
        assert list(accounts) == [
            ("bluesky", "t.bsky.social", "b1"),
            ("mastodon", "new@mastodon.example", ""),
        ]


def test_new_name_of_a_company_is_told_to_who_asks_it_and_who_proposed_it() -> None:
    asking, proposing, other = [make_organization(name) for name in ("EduCamp", "Barcamp", "Other")]
    company = make_company()
    with staff_scope():
        Company.objects.filter(id=company.id).update(proposed_by_id=proposing.organization_id)
        company.refresh_from_db()
    make_campaign(asking, state="live", company=company)
    for _turn in ("changes", "stays"):
        describe_company(company=company, name="Telekom", website="", actor=STAFF, now=NOW)
    entry: tuple[str, str, int | None, dict[str, object]]
    entry = ("company.revised", str(company.id), STAFF.user_id, {})
    assert [told(member) for member in (asking, proposing, other)] == [[entry], [entry], []]
    with pytest.raises(Forbidden):
        describe_company(company=company, name="Mine", website="", actor=actor_of(other), now=NOW)
    with staff_scope():
        assert Company.objects.get().name == "Telekom"


def test_accounts_that_stay_the_same_are_not_told() -> None:
    member = make_organization()
    company = make_company(handles=OLD)
    make_campaign(member, state="live", company=company)
    assert not change_accounts(company=company, handles=OLD, actor=STAFF, now=NOW)
    assert told(member) == []


def test_accounts_of_the_platforms_companies_are_changed_by_staff_only() -> None:
    company = make_company(handles=OLD)
    with pytest.raises(Forbidden):
        change_accounts(company=company, handles=NEW, actor=actor_of(make_organization()), now=NOW)
    with staff_scope():
        assert dict(company.accounts.values_list("network", "handle")) == OLD
