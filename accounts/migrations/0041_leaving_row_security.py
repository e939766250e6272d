from django.db import migrations

from candyplatform.base import rls

MINE = f"{rls.reader_is('traces')} AND organization_id IS NULL AND user_id = {rls.PERSON}"
MY_MEMBERSHIPS = f"SELECT organization_id FROM accounts_membership WHERE user_id = {rls.PERSON}"
ARCHIVE_SEEN = "EXISTS (SELECT 1 FROM accounts_archive a WHERE a.id = archive_id)"
MY_MAIL = f"{rls.reader_is('traces')} AND lower(recipient) = ANY ({rls.ADDRESSES}::text[])"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0040_leaving")]
    operations = [
        *rls.tenant_table("accounts_archive"),
        rls.policy("accounts_archive", "own", using=MINE, check=MINE),
        rls.traces("accounts_archive", person=["user_id"]),
        # Bound by the policies of the archives they belong to.
        rls.force_row_security("accounts_archivepart"),
        rls.policy("accounts_archivepart", "with_archive", using=ARCHIVE_SEEN, check=ARCHIVE_SEEN),
        rls.traces("accounts_organization", where=f"id IN ({MY_MEMBERSHIPS})"),
        rls.traces("accounts_membership", person=["user_id"]),
        rls.traces("accounts_apitoken", person=["created_by_id"]),
        rls.traces("accounts_journalentry", person=["actor_id"]),
        rls.traces("accounts_outgoingmail", address=["recipient"]),
        rls.policy("accounts_outgoingmail", "traces_go", command="DELETE", using=MY_MAIL),
    ]
