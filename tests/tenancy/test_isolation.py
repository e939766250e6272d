"""One tenant never sees another's row, whatever code forgets."""

from contextlib import nullcontext, suppress
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from accounts.mail import queue
from accounts.models import Membership
from accounts.scope import (
    ScopedManager,
    Unscoped,
    listener_scope,
    organization_scope,
    person_scope,
    public_scope,
    staff_scope,
)
from campaigns.models import Author, Campaign, Company, CompanyAccount, Hashtag, Post, SamplePost
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import NOW, make_campaign, make_company, make_organization, post_seen
from tests.factories import hear as let_hear

pytestmark = [pytest.mark.django_db, pytest.mark.isolation]
TENANT_MODELS = [
    model
    for model in apps.get_models()
    if any(field.attname == "organization_id" for field in model._meta.concrete_fields)
]


@pytest.fixture
def mine() -> Membership:
    return make_organization("Mine")


@pytest.fixture
def theirs() -> Campaign:
    campaign = make_campaign(make_organization("Theirs"), state="live")
    let_hear(campaign, post_seen(1), kindness="friendly")
    return campaign


def rows_without_filter(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        row = cursor.fetchone()
    assert row
    return int(row[0])


@pytest.mark.parametrize("model", [model for model in TENANT_MODELS if model._meta.label != "base.DueWork"])
def test_model_raises_when_it_is_queried_outside_a_scope(model: type[models.Model]) -> None:
    assert isinstance(model._default_manager, ScopedManager)
    with pytest.raises(Unscoped):
        model._default_manager.count()


@pytest.mark.parametrize("model", TENANT_MODELS)
def test_forgotten_filter_returns_nothing_of_another_tenant(
    model: type[models.Model], mine: Membership, theirs: Campaign
) -> None:
    table = model._meta.db_table
    with organization_scope(theirs.organization_id):
        assert rows_without_filter(table) == model._base_manager.filter(
            organization_id=theirs.organization_id
        ).count() + (rows_of_nobody(table))
    with organization_scope(mine.organization_id), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE organization_id = %s", [theirs.organization_id])
        assert cursor.fetchone() == (0,)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE organization_id IS NOT NULL")
        assert cursor.fetchone() == (0,)


def rows_of_nobody(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE organization_id IS NULL")
        row = cursor.fetchone()
    assert row
    return int(row[0])


def test_scope_refuses_to_write_another_tenants_row(mine: Membership, theirs: Campaign) -> None:
    tag = Hashtag(organization_id=theirs.organization_id, campaign=theirs, text="x", folded="x")
    with (
        organization_scope(mine.organization_id),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        tag.save(force_insert=True)


def test_scope_changes_nothing_of_another_tenant(mine: Membership, theirs: Campaign) -> None:
    with organization_scope(mine.organization_id), connection.cursor() as cursor:
        cursor.execute("UPDATE campaigns_campaign SET slug = 'stolen' WHERE id = %s", [theirs.id])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM campaigns_post")
        assert cursor.rowcount == 0


@pytest.mark.django_db(transaction=True)
def test_row_cannot_point_at_another_tenants_parent() -> None:
    mine, theirs = make_organization("Mine"), make_campaign(make_organization("Theirs"))
    with pytest.raises(IntegrityError, match="same_organization"), organization_scope(mine.organization_id):
        SamplePost.objects.create(
            organization_id=mine.organization_id, campaign_id=theirs.id, language="de", text="x"
        )


def test_scope_ends_with_its_block(theirs: Campaign) -> None:
    with organization_scope(theirs.organization_id):
        assert Campaign.objects.count() == 1
        with public_scope():
            assert Campaign.objects.count() == 1
        assert SamplePost.objects.count() == 4
        with pytest.raises(ZeroDivisionError), organization_scope(uuid4()):
            1 / 0  # noqa: B018
        assert Campaign.objects.count() == 1
    assert rows_without_filter("campaigns_campaign") == 0


def test_public_scope_shows_published_rows_only(theirs: Campaign) -> None:
    draft = make_campaign(make_organization("Shy"), slug="draft")
    let_hear(theirs, post_seen(2), kindness="flagged")
    with public_scope():
        assert list(Campaign.objects.values_list("id", flat=True)) == [theirs.id]
        assert Post.objects.count() == 1
        assert not Hashtag.objects.filter(campaign_id=draft.id).exists()
        assert rows_without_filter("accounts_membership") == 0
        assert rows_without_filter("accounts_journalentry") == 0


@pytest.mark.parametrize("scope", [public_scope, listener_scope, staff_scope])
def test_readers_write_no_tenants_row(scope: object, theirs: Campaign) -> None:
    with scope(), connection.cursor() as cursor:  # type: ignore[operator]
        cursor.execute("UPDATE campaigns_campaign SET slug = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("UPDATE campaigns_post SET text = 'x'")
        assert cursor.rowcount == 0


def test_staff_scope_shows_no_drafts(theirs: Campaign) -> None:
    make_campaign(make_organization("Shy"))
    with staff_scope():
        assert list(Campaign.objects.values_list("id", flat=True)) == [theirs.id]


def test_person_scope_shows_own_memberships_only(mine: Membership, theirs: Campaign) -> None:
    with person_scope(mine.user_id):
        assert list(Membership.objects.values_list("id", flat=True)) == [mine.pk]
        assert rows_without_filter("accounts_organization") == 1
        assert rows_without_filter("campaigns_campaign") == 0


def test_public_scope_shows_an_unverified_company_with_a_published_campaign_only(mine: Membership) -> None:
    make_company("Known AG")
    secret = make_company("Secret GmbH", verified=False)
    with staff_scope():
        Company.objects.filter(id=secret.id).update(proposed_by=mine.organization_id)
    campaign = make_campaign(mine, company=secret)
    for scope in (public_scope, listener_scope):
        with scope():
            assert list(Company.objects.values_list("name", flat=True)) == ["Known AG"]
            assert set(CompanyAccount.objects.values_list("company__name", flat=True)) == {"Known AG"}
    with organization_scope(mine.organization_id):
        Campaign.objects.filter(id=campaign.id).update(state="live", live_at=NOW)
    for scope in (public_scope, listener_scope):
        with scope():
            assert list(Company.objects.values_list("name", flat=True)) == ["Known AG", "Secret GmbH"]
            assert secret.accounts.count() == 3


def test_public_scope_shows_no_author_of_hidden_posts_only(theirs: Campaign) -> None:
    let_hear(theirs, post_seen(2), kindness="hidden")
    let_hear(theirs, post_seen(3))
    with public_scope():
        assert list(Author.objects.values_list("handle", flat=True)) == ["fan1@mastodon.example"]
    for scope in (listener_scope, staff_scope):
        with scope():
            assert Author.objects.count() == 3


@pytest.mark.parametrize("change", [{"handle": "evil@mastodon.example"}, {"network": "threads"}])
def test_listener_scope_changes_no_account_but_its_native_id(
    change: dict[str, str], theirs: Campaign
) -> None:
    with listener_scope():
        accounts = CompanyAccount.objects.filter(network="mastodon")
        with (
            pytest.raises(DatabaseError, match=r"only campaigns_companyaccount\.native_id"),
            transaction.atomic(),
        ):
            accounts.update(**change, native_id="1")
        assert accounts.update(native_id="1") == 1
        assert [(found.handle, found.native_id) for found in accounts] == [
            ("telekomhilft@mastodon.example", "1")
        ]
    with staff_scope():
        assert (
            CompanyAccount.objects.filter(network="mastodon").update(handle="telekom@mastodon.example") == 1
        )


def test_platforms_work_is_seen_in_no_scope(mine: Membership, theirs: Campaign) -> None:
    queue(recipient="anna@example.org", subject="Reset", text="A secret link", now=NOW)
    for scope in (
        nullcontext(),
        organization_scope(mine.organization_id),
        person_scope(mine.user_id),
        public_scope(),
        listener_scope(),
        staff_scope(),
    ):
        with scope, connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM base_duework WHERE organization_id IS NULL")
            assert cursor.fetchall() == []
    with transaction_settings({"app.reader": "sweeper"}):
        kinds = set(DueWork.objects.filter(organization_id=None).values_list("kind", flat=True))
    assert kinds >= {"mail.send", "feed.fetch"}


@pytest.mark.django_db(transaction=True)
def test_scope_is_a_transaction_that_takes_its_settings_along() -> None:
    campaign = make_campaign(make_organization())
    with CaptureQueriesContext(connection) as captured, organization_scope(campaign.organization_id):
        Campaign.objects.get()
    statements = [query["sql"].partition(" ")[0] for query in captured]
    assert statements == ["BEGIN", "WITH", "SELECT", "COMMIT"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user = session_user, coalesce(current_setting('app.organization', true), '')"
        )
        assert cursor.fetchone() == (True, "")


def test_scope_within_another_gives_its_settings_back(mine: Membership, theirs: Campaign) -> None:
    with organization_scope(theirs.organization_id):
        with organization_scope(mine.organization_id):
            assert not Campaign.objects.exists()
        with suppress(DatabaseError), organization_scope(mine.organization_id), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert rows_without_filter("campaigns_campaign") == 1
