from django.db import migrations

from candyplatform.base import rls

PERSON = "(SELECT nullif(current_setting('app.person', true), '')::bigint)"
MINE = f"""{rls.reader_is('person')} AND email IN (
    SELECT lower(address.email) FROM account_emailaddress address WHERE address.user_id = {PERSON} AND address.verified)"""
BEHIND_THE_LINK = f"{rls.reader_is('invitation')} AND digest = (SELECT current_setting('app.invitation', true))"
# What an invitation may be read by is its own policies' matter.
INVITING = f"{rls.reader_is('person', 'invitation')} AND id IN (SELECT organization_id FROM accounts_invitation)"

SAME_ORGANIZATION = "accounts_apitoken_replaces_id_same_organization"

# Checked at the end of the transaction, when an organization that goes is gone with its members. Whoever takes an owner away
# locks the organization's row first: of two who do so at once, the second looks when the first is done.
KEEP_AN_OWNER = """
    CREATE FUNCTION accounts_membership_keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        before text := coalesce(current_setting('app.organization', true), '');
        is_there boolean;
        has_owner boolean;
    BEGIN
        PERFORM set_config('app.organization', OLD.organization_id::text, true);
        PERFORM FROM accounts_organization WHERE id = OLD.organization_id FOR NO KEY UPDATE;
        is_there := FOUND;
        has_owner := EXISTS (
            SELECT FROM accounts_membership WHERE organization_id = OLD.organization_id AND role = 'owner');
        PERFORM set_config('app.organization', before, true);
        IF is_there AND NOT has_owner THEN
            RAISE check_violation USING MESSAGE = 'an organization keeps an owner';
        END IF;
        RETURN NULL;
    END $$
"""
TRIGGER = """
    CREATE CONSTRAINT TRIGGER accounts_membership_keep_an_owner AFTER UPDATE OF role OR DELETE ON accounts_membership
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.role = 'owner')
        EXECUTE FUNCTION accounts_membership_keep_an_owner()
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0020_invitations"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [
        *rls.tenant_table("accounts_invitation"),
        rls.policy("accounts_invitation", "person", command="SELECT", using=MINE),
        rls.policy("accounts_invitation", "link", command="SELECT", using=BEHIND_THE_LINK),
        rls.policy("accounts_organization", "inviting", command="SELECT", using=INVITING),
        migrations.RunSQL(
            f"ALTER TABLE accounts_apitoken ADD CONSTRAINT {SAME_ORGANIZATION} FOREIGN KEY (organization_id, replaces_id) "
            "REFERENCES accounts_apitoken (organization_id, id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE accounts_apitoken DROP CONSTRAINT {SAME_ORGANIZATION}",
        ),
        migrations.RunSQL(
            [KEEP_AN_OWNER, TRIGGER],
            [
                "DROP TRIGGER accounts_membership_keep_an_owner ON accounts_membership",
                "DROP FUNCTION accounts_membership_keep_an_owner()",
            ],
        ),
    ]
