from django.db import migrations, models

from candyplatform.base import rls

PERSON = "(SELECT nullif(current_setting('app.person', true), '')::bigint)"
OWN = f"{rls.reader_is('person')} AND user_id = {PERSON}"
# As long as accounts.origin.KEPT; the policy holds where code errs.
OLD = f"{rls.reader_is('archive')} AND at < now() - interval '90 days'"

REMARKS = """
    INSERT INTO accounts_journalremark (organization_id, entry_id, text)
    SELECT organization_id, id, coalesce(details ->> 'note', details ->> 'reason') FROM accounts_journalentry
    WHERE coalesce(details ->> 'note', details ->> 'reason') <> ''
"""
# Names of people go, and so does what may name them: what staff wrote, what an owner called a token, handles.
ENTRIES = """
    UPDATE accounts_journalentry SET
        actor_name = CASE WHEN actor_kind IN ('token', 'platform') THEN actor_name ELSE '' END,
        channel = CASE actor_kind
            WHEN 'staff' THEN 'admin' WHEN 'token' THEN 'api' WHEN 'platform' THEN 'platform' ELSE 'desk'
        END,
        details = CASE
            WHEN verb IN ('token.issued', 'token.revoked') THEN details - 'name'
            WHEN verb = 'company.accounts_changed' THEN jsonb_build_object('networks', (
                SELECT coalesce(jsonb_agg(network ORDER BY network), '[]')
                FROM jsonb_object_keys((details -> 'before') || (details -> 'after')) AS network
                WHERE details -> 'before' -> network IS DISTINCT FROM details -> 'after' -> network))
            ELSE details - 'note' - 'reason'
        END
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0030_journal_origins")]
    operations = [
        migrations.RunSQL(
            [
                # Forced security would hide every row from the owner as well.
                "ALTER TABLE accounts_journalentry NO FORCE ROW LEVEL SECURITY",
                REMARKS,
                "SET CONSTRAINTS ALL IMMEDIATE",
                ENTRIES,
                "ALTER TABLE accounts_journalentry FORCE ROW LEVEL SECURITY",
            ],
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            "journalentry",
            models.CheckConstraint(
                condition=models.Q(actor_name="") | models.Q(actor_kind__in=("token", "platform")),
                name="journal_names_no_person",
            ),
        ),
        rls.append_only("accounts_journalentry"),
        *rls.tenant_table("accounts_journalorigin", parents={"entry_id": "accounts_journalentry"}),
        rls.revoke("accounts_journalorigin", "UPDATE"),
        migrations.RunSQL(
            "ALTER TABLE accounts_journalorigin ADD CONSTRAINT accounts_journalorigin_goes_with_the_person "
            "FOREIGN KEY (user_id) REFERENCES accounts_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE accounts_journalorigin DROP CONSTRAINT accounts_journalorigin_goes_with_the_person",
        ),
        rls.policy("accounts_journalorigin", "person", command="SELECT", using=OWN),
        rls.policy("accounts_journalorigin", "forget", command="DELETE", using=OWN),
        rls.policy("accounts_journalorigin", "old", command="SELECT", using=OLD),
        rls.policy("accounts_journalorigin", "tidy", command="DELETE", using=OLD),
        *rls.tenant_table("accounts_journalremark", parents={"entry_id": "accounts_journalentry"}),
        rls.revoke("accounts_journalremark", "UPDATE"),
        rls.policy("accounts_journalremark", "staff", command="SELECT", using=rls.reader_is("staff")),
    ]
