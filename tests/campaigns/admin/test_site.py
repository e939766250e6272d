"""Who may enter the staff's site, and what they can do there besides reviewing."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import journal
from accounts.actors import Actor
from accounts.audit.people import pseudonym
from accounts.models import JournalEntry, Organization, User
from accounts.scope import organization_scope, staff_scope
from campaigns.models import Company, CompanyAccount, FeedSubscription
from campaigns.moderation.reports import file_report
from candyplatform.base import clock, retry, work
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import (
    NOW,
    log_in_with_second_factor,
    make_campaign,
    make_company,
    make_organization,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.campaigns.admin.urls")]

LISTS = [
    "campaigns_campaign",
    "campaigns_company",
    "campaigns_report",
    "accounts_organization",
    "accounts_user",
    "accounts_journalentry",
    "base_duework",
]


@pytest.fixture
def staff_client(client: Client) -> Client:
    return log_in_with_second_factor(client, make_user("rita@example.org", name="Rita Review", is_staff=True))


def rita() -> int:
    """Who the member of staff is in the journal."""
    return User.objects.get(email="rita@example.org").pk


def act(client: Client, model: str, action: str, *keys: object) -> Any:
    given = {"action": action, "_selected_action": [str(key) for key in keys]}
    return client.post(reverse(f"admin:{model}_changelist"), given, follow=True)


def test_stranger_is_sent_to_the_peoples_login_and_back(client: Client) -> None:
    response = client.get(reverse("admin:campaigns_campaign_changelist"), follow=True)
    assert [address for address, _ in response.redirect_chain] == [
        "/admin/login/?next=/admin/campaigns/campaign/",
        f"{reverse('account_login')}?next=/admin/campaigns/campaign/",
    ]


@pytest.mark.parametrize("page", ["index", *(f"{name}_changelist" for name in LISTS)])
def test_people_who_are_not_staff_are_refused(client: Client, page: str) -> None:
    client.force_login(make_organization().user)
    assert client.get(reverse(f"admin:{page}"), follow=True).status_code == 403


def test_non_staff_cannot_decide(client: Client) -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="in_review")
    client.force_login(membership.user)
    address = reverse("admin:campaigns_campaign_decide", args=[campaign.pk])
    given = {"decision": "approve", "seen": campaign.modified_at.isoformat()}
    assert client.post(address, given, follow=True).status_code == 403
    with organization_scope(campaign.organization_id):
        assert membership.organization.is_trusted is False
        assert type(campaign).objects.get().state == "in_review"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_for_staff(staff_client: Client, name: str) -> None:
    make_campaign(make_organization(), state="live")
    give_up()
    assert staff_client.get(reverse(f"admin:{name}_changelist"), {"q": "x"}).status_code == 200
    assert staff_client.get(reverse(f"admin:{name}_changelist")).status_code == 200


def test_every_object_opens_for_staff(staff_client: Client) -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    report = file_report(campaign=campaign, reason="other", words="Look.", language="en", now=NOW)
    with organization_scope(membership.organization_id):
        entry = JournalEntry.objects.first()
    assert entry
    give_up()
    with staff_scope():
        row = DueWork.objects.get(key="77")
    keys = [
        campaign.pk,
        campaign.company_id,
        report.pk,
        membership.organization_id,
        membership.user_id,
        entry.pk,
        row.pk,
    ]
    for name, key in zip(LISTS, keys, strict=True):
        assert staff_client.get(reverse(f"admin:{name}_change", args=[key])).status_code == 200, name


def test_only_the_promised_models_are_there(staff_client: Client) -> None:
    page = staff_client.get(reverse("admin:index"))
    shown = [row["object_name"] for app in page.context["app_list"] for row in app["models"]]
    assert sorted(shown) == [
        "Campaign", "Company", "DueWork", "Instance", "JournalEntry", "OptOut", "Organization", "Report", "User",
    ]  # fmt: skip


def test_trusting_an_organization_is_journaled_by_name(staff_client: Client) -> None:
    organization_id = make_organization().organization_id
    act(staff_client, "accounts_organization", "trust", organization_id)
    act(staff_client, "accounts_organization", "trust", organization_id)
    with organization_scope(organization_id):
        assert Organization.objects.get().is_trusted is True
        entries = JournalEntry.objects.filter(actor_kind="staff").values_list("verb", "actor_id", "channel")
        assert list(entries) == [("organization.trusted", rita(), "admin")]
    act(staff_client, "accounts_organization", "distrust", organization_id)
    with organization_scope(organization_id):
        assert Organization.objects.get().is_trusted is False


def test_staff_shut_an_account_but_see_no_password(staff_client: Client) -> None:
    user = make_organization().user
    address = reverse("admin:accounts_user_change", args=[user.pk])
    assertNotContains(staff_client.get(address), user.password)
    staff_client.post(address, {"email": "other@example.org", "is_staff": "on", **memberships(0)})
    user.refresh_from_db()
    assert (user.is_active, user.is_staff, user.email) == (False, False, user.email)


def memberships(count: int) -> dict[str, object]:
    return {"memberships-TOTAL_FORMS": count, "memberships-INITIAL_FORMS": count}


def test_staff_do_not_change_staff(staff_client: Client) -> None:
    colleague = make_user("colleague@example.org", is_staff=True)
    response = staff_client.post(reverse("admin:accounts_user_change", args=[colleague.pk]), memberships(0))
    assert response.status_code == 403
    assert User.objects.get(pk=colleague.pk).is_active


def test_staff_write_down_a_company_and_it_is_verified(staff_client: Client) -> None:
    given = {
        "name": "Post hilft",
        "website": "",
        "accounts-TOTAL_FORMS": 1,
        "accounts-INITIAL_FORMS": 0,
        "accounts-0-network": "mastodon",
        "accounts-0-handle": "@post@mastodon.example",
    }
    response = staff_client.post(reverse("admin:campaigns_company_add"), given)
    assertRedirects(response, reverse("admin:campaigns_company_changelist"))
    with staff_scope():
        company = Company.objects.get()
        assert company.verified_at == company.created_at
        assert list(company.accounts.values_list("network", "handle")) == [
            ("mastodon", "post@mastodon.example")
        ]


def test_a_new_handle_is_looked_up_anew_and_a_wrong_one_explained(staff_client: Client) -> None:
    company = make_company(
        handles={"mastodon": "old@mastodon.example", "bluesky": "t.bsky.social"},
        native_ids={"mastodon": "m1", "bluesky": "b1"},
    )
    with staff_scope():
        keys = dict(CompanyAccount.objects.values_list("network", "pk"))
    given: dict[str, object] = {
        "name": "Telekom hilft",
        "accounts-TOTAL_FORMS": 2,
        "accounts-INITIAL_FORMS": 2,
    }
    for number, (network, handle) in enumerate(
        (("bluesky", "t.bsky.social"), ("mastodon", "new@mastodon.example"))
    ):
        row = {"id": keys[network], "company": company.pk, "network": network, "handle": handle}
        given |= {f"accounts-{number}-{name}": value for name, value in row.items()}
    address = reverse("admin:campaigns_company_change", args=[company.pk])

    wrong = staff_client.post(address, {**given, "accounts-1-handle": "nobody"})
    assertContains(wrong, "Give name and server, like name@mastodon.social.")
    assertRedirects(staff_client.post(address, given), reverse("admin:campaigns_company_changelist"))

    with staff_scope():
        accounts = CompanyAccount.objects.order_by("network").values_list("network", "handle", "native_id")
        assert list(accounts) == [
            ("bluesky", "t.bsky.social", "b1"),
            ("mastodon", "new@mastodon.example", ""),
        ]
        assert "Changed" in LogEntry.objects.get().get_change_message()


def test_staff_limit_how_many_posts_a_day_a_company_is_sent(staff_client: Client) -> None:
    company = make_company(handles={})
    campaign = make_campaign(make_organization(), state="live", company=company)
    forms = {"accounts-TOTAL_FORMS": 0, "accounts-INITIAL_FORMS": 0}
    address = reverse("admin:campaigns_company_change", args=[company.pk])

    staff_client.post(address, {"name": company.name, "daily_posts": 0, **forms})
    staff_client.post(address, {"name": company.name, "daily_posts": 20, **forms})

    with staff_scope():
        assert Company.objects.get().daily_posts == 20
    with organization_scope(campaign.organization_id):
        entry = JournalEntry.objects.get(verb="company.volume_changed")
    assert (entry.details, entry.actor_id) == ({"daily_posts": 20}, rita())


def test_new_handle_of_a_company_is_listened_to_at_once(staff_client: Client) -> None:
    company = make_company(handles={"mastodon": "old@mastodon.example"})
    campaign = make_campaign(make_organization(), state="live", company=company)
    with staff_scope():
        key = CompanyAccount.objects.get().pk
    row = {"id": key, "company": company.pk, "network": "mastodon", "handle": "new@mastodon.example"}
    given = {
        "name": company.name,
        "accounts-TOTAL_FORMS": 1,
        "accounts-INITIAL_FORMS": 1,
        **{f"accounts-0-{name}": value for name, value in row.items()},
    }
    address = reverse("admin:campaigns_company_change", args=[company.pk])
    assertRedirects(staff_client.post(address, given), reverse("admin:campaigns_company_changelist"))
    with organization_scope(campaign.organization_id):
        topics = FeedSubscription.objects.values_list("feed__topic", flat=True)
        assert "account:new@mastodon.example" in topics
        assert JournalEntry.objects.get(verb="company.accounts_changed").actor_id == rita()

    gone = {**given, "accounts-0-id": _only_account(), "accounts-0-DELETE": "on"}
    assertRedirects(staff_client.post(address, gone), reverse("admin:campaigns_company_changelist"))
    with staff_scope():
        assert not CompanyAccount.objects.exists()


def _only_account() -> int:
    with staff_scope():
        return CompanyAccount.objects.get().pk


def test_new_name_of_a_company_is_journaled_where_it_is_asked(staff_client: Client) -> None:
    company = make_company(handles={"mastodon": "t@mastodon.example"})
    campaign = make_campaign(make_organization(), state="live", company=company)
    row = {
        "id": _only_account(),
        "company": company.pk,
        "network": "mastodon",
        "handle": "t@mastodon.example",
    }
    given = {
        "name": "Telekom",
        "website": "https://telekom.example/",
        "accounts-TOTAL_FORMS": 1,
        "accounts-INITIAL_FORMS": 1,
        **{f"accounts-0-{name}": value for name, value in row.items()},
    }
    address = reverse("admin:campaigns_company_change", args=[company.pk])
    assertRedirects(staff_client.post(address, given), reverse("admin:campaigns_company_changelist"))
    with organization_scope(campaign.organization_id):
        found = Company.objects.get()
        assert (found.name, found.website) == ("Telekom", "https://telekom.example/")
        staffs = JournalEntry.objects.filter(verb__startswith="company.", actor_id=rita())
        assert list(staffs.values_list("verb", "channel")) == [("company.revised", "admin")]


def test_verifying_a_proposed_company(staff_client: Client) -> None:
    membership = make_organization()
    with staff_scope():
        company = Company.objects.create(name="Neu", proposed_by=membership.organization, created_at=NOW)
    act(staff_client, "campaigns_company", "verify", company.pk)
    with organization_scope(membership.organization_id):
        entry = JournalEntry.objects.get(verb="company.verified")
        assert (entry.actor_id, entry.subject) == (rita(), str(company.pk))


def give_up() -> None:
    """Work of no organization and of one, failed once too often; and work that goes its way."""
    now = clock.now()
    work.put(kind="feed.fetch", key="77", due_at=now - timedelta(minutes=2))
    for row in work.lease_due(now=now):
        if row.kind == "feed.fetch":
            job = work.begin(work_id=row.id, lease=row.lease, now=now)
            if job and job.key == "77":
                work.fail(job, ValueError("no such host"), now=now, policy=retry.Retry(attempts=1))
    work.put(kind="feed.fetch", key="78", due_at=now)


def test_work_that_was_given_up_can_be_tried_again(staff_client: Client) -> None:
    give_up()
    page = staff_client.get(reverse("admin:base_duework_changelist"))
    assertContains(page, "ValueError: no such host")
    assertNotContains(page, ">78<")
    assertContains(staff_client.get(reverse("admin:index")), "1 piece of work was given up.")
    with staff_scope():
        row = DueWork.objects.get(key="77")

    page = act(staff_client, "base_duework", "try_again", row.pk)

    assertContains(page, "1 piece of work is due again.")
    with staff_scope():
        assert not DueWork.objects.filter(gave_up_at__isnull=False).exists()
    with transaction_settings({"app.reader": "sweeper"}):
        again = DueWork.objects.get(key="77")
    assert (again.attempts, again.gave_up_at) == (0, None)


def test_retried_work_of_an_organization_is_journaled(staff_client: Client) -> None:
    membership = make_organization()
    now = clock.now()
    with organization_scope(membership.organization_id):
        work.put(kind="answers.notice", key="k", due_at=now, organization_id=membership.organization_id)
    [leased] = [row for row in work.lease_due(now=now) if row.kind == "answers.notice"]
    job = work.begin(work_id=leased.id, lease=leased.lease, now=now)
    assert job
    work.fail(job, ValueError("x"), now=now, policy=retry.Retry(attempts=1))

    act(staff_client, "base_duework", "try_again", job.id)

    with organization_scope(membership.organization_id):
        entry = JournalEntry.objects.get(verb="work.retried")
        assert (entry.actor_id, entry.subject, entry.details) == (
            rita(),
            "k",
            {"kind": "answers.notice"},
        )
        assert DueWork.objects.get(key="k").gave_up_at is None


def test_journal_is_read_only_and_filtered(staff_client: Client) -> None:
    membership = make_organization()
    make_campaign(membership, state="live")
    address = reverse("admin:accounts_journalentry_changelist")
    page = staff_client.get(address, {"about": "campaigns", "by": "staff"})
    assertContains(page, "campaign.published")
    assertNotContains(page, "organization.founded")
    one = staff_client.get(address, {"organization__id__exact": str(membership.organization_id)})
    assertContains(one, "organization.founded")
    assert staff_client.get(reverse("admin:accounts_journalentry_add")).status_code == 403


def test_journal_names_people_to_staff(staff_client: Client) -> None:
    membership = make_organization(owner=make_user("olga@example.org", name="Olga Owner"))
    act(staff_client, "accounts_organization", "trust", membership.organization_id)
    with organization_scope(membership.organization_id):
        entry = JournalEntry.objects.get(verb="organization.trusted")
        nobody = journal.append(
            verb="digest.declined",
            subject=membership.pk,
            organization_id=membership.organization_id,
            actor=Actor(kind="member", user_id=10**9),
            now=NOW,
            remark="Said on the phone.",
        )
    address = reverse("admin:accounts_journalentry_changelist")
    page = staff_client.get(address)
    for name in ("Olga Owner", "Rita Review", pseudonym(membership.organization_id, 10**9)):
        assertContains(page, name)
    found = staff_client.get(address, {"q": "Rita"}).context["cl"].result_list
    assert [row.pk for row in found] == [entry.pk]
    detail = staff_client.get(reverse("admin:accounts_journalentry_change", args=[nobody.pk]))
    assertContains(detail, "Said on the phone.")


def test_logging_out_leads_home_and_only_by_post(staff_client: Client) -> None:
    assertRedirects(staff_client.get(reverse("admin:logout")), reverse("home"))
    assert staff_client.get(reverse("admin:index")).status_code == 200
    assertRedirects(staff_client.post(reverse("admin:logout")), reverse("home"))
    assert staff_client.get(reverse("admin:index")).status_code == 302


def test_password_is_changed_where_everybody_changes_it(staff_client: Client) -> None:
    response = staff_client.get(reverse("admin:password_change"))
    assert response["location"] == reverse("account_change_password")


def test_staff_without_an_organization_find_their_pages_from_the_desk(staff_client: Client) -> None:
    assertContains(staff_client.get(reverse("desk"), follow=True), 'href="/admin/"')


def test_founder_is_shown_no_way_to_the_staffs_pages(client: Client) -> None:
    client.force_login(make_user())
    assertNotContains(client.get(reverse("desk"), follow=True), 'href="/admin/"')
