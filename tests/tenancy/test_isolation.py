"""One tenant never sees another's row, whatever code forgets."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction

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
from campaigns.models import Campaign, Hashtag, Post, SamplePost
from tests.factories import hear as let_hear
from tests.factories import make_campaign, make_organization, post_seen

pytestmark = pytest.mark.django_db
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
