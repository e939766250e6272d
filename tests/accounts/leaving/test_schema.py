"""No table and no column is forgotten: PostgreSQL itself is asked what there is."""

import pytest
from django.conf import settings

from accounts.scope import organization_scope, traces_scope
from campaigns.listening.connectors import ids_only
from candyplatform.base.catalog import Archived, ById, Delete, Table
from candyplatform.data_catalog import DATA_CATALOG, TABLES_WITHOUT_MODEL
from tests.accounts.leaving.schema import Found, complaints, schema, unknown_fields
from tests.factories import make_organization
from tests.support.database import owner_connection

pytestmark = pytest.mark.django_db


def test_catalog_knows_every_table_and_column_of_the_schema() -> None:
    assert complaints(schema(), DATA_CATALOG, TABLES_WITHOUT_MODEL) == []


@pytest.mark.django_db(transaction=True)
def test_catalog_misses_a_new_table_with_personal_data() -> None:
    name = settings.DATABASES["default"]["NAME"]
    with owner_connection(name) as owner:
        owner.execute(
            "CREATE TABLE accounts_phonebook (id bigint, user_id bigint REFERENCES accounts_user, phone text)"
        )
        owner.execute("ALTER TABLE accounts_membership ADD COLUMN nickname text")
        try:
            said = complaints(schema(), DATA_CATALOG, TABLES_WITHOUT_MODEL)
        finally:
            owner.execute("DROP TABLE accounts_phonebook")
            owner.execute("ALTER TABLE accounts_membership DROP COLUMN nickname")
    assert [text.partition(":")[0] for text in said] == [
        "table accounts_phonebook",
        "column accounts_membership.nickname",
    ]
    assert all("candyplatform/data_catalog" in text for text in said)


def test_catalog_misses_a_column_that_leads_to_somebody_and_is_not_erased() -> None:
    table = Table(
        "accounts.Membership",
        "for ever",
        in_organization=Archived(ById("organization_id"), "id user_id invited_by_id"),
        erased_person=(Delete(ById("user_id")),),
    )
    there = Found(
        "accounts_membership",
        frozenset({"id", "organization_id", "user_id", "invited_by_id"}),
        frozenset({"user_id", "invited_by_id"}),
        frozenset({"organization_id"}),
    )
    said = complaints([there], [table], ())
    assert [text.partition(".")[2].partition(".")[0] for text in said] == [
        "invited_by_id: leads to a person, and erasure of a person does not know it",
        "organization_id: leads to an organization, and its erasure does not know it",
        "",
    ]


@pytest.mark.parametrize("table", DATA_CATALOG, ids=lambda table: str(table.model))
def test_fields_of_archives_can_be_read(table: Table) -> None:
    membership = make_organization()
    for part, scope in (
        (table.in_organization, organization_scope(membership.organization_id)),
        (table.in_person, traces_scope(membership.user_id, [])),
    ):
        with scope:
            assert part is None or unknown_fields(table, part) == []


def test_catalog_gives_a_reason_for_every_column_it_leaves_out() -> None:
    assert [table.model for table in DATA_CATALOG if not all(table.left_out.values()) or not table.kept] == []


def test_archives_hold_ids_alone_where_the_network_wants_it() -> None:
    """What a connector says of its network, the catalog says again for archives: it is data, and reads no settings."""
    told = {
        network
        for table in DATA_CATALOG
        if table.in_organization and table.in_organization.ids_only
        for network in table.in_organization.ids_only.values
    }
    assert told == ids_only()
