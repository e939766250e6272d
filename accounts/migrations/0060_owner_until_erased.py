from django.db import migrations

# An organization that is erased leaves an empty row for its journal, and that row has no members.
BODY = """
    CREATE OR REPLACE FUNCTION accounts_membership_keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        before text := coalesce(current_setting('app.organization', true), '');
        is_there boolean;
        has_owner boolean;
    BEGIN
        PERFORM set_config('app.organization', OLD.organization_id::text, true);
        PERFORM FROM accounts_organization WHERE id = OLD.organization_id {still_there} FOR NO KEY UPDATE;
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
# Its owner still counts while there is time to keep it.
UNLESS_DUE = "AND coalesce(erasure_due_at > now(), true) AND erased_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0050_organization_logo")]
    operations = [
        migrations.RunSQL(BODY.format(still_there=UNLESS_DUE), BODY.format(still_there="")),
    ]
