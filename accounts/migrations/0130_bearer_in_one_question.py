from django.db import migrations

from candyplatform.base import rls

# What `token_scope` and then `organization_scope` show, asked for in one statement. The function runs as who calls it: policies bind
# it as they bind the two scopes. What it sets is put back when it returns, as a surrounding transaction would go on with it.
BEARER = f"""
    CREATE FUNCTION accounts_bearer(wanted text) RETURNS TABLE (token accounts_apitoken, newest bigint[])
    LANGUAGE plpgsql SECURITY INVOKER
    AS $$
    DECLARE
        before text[] := ARRAY[
            current_setting('role'), coalesce(current_setting('app.reader', true), ''),
            coalesce(current_setting('app.token', true), ''), coalesce(current_setting('app.organization', true), '')
        ];
    BEGIN
        PERFORM set_config('app.reader', 'token', true), set_config('app.token', wanted, true),
            set_config('app.organization', '', true), set_config('role', '{rls.READERS}', true);
        SELECT found.* INTO token FROM accounts_apitoken AS found WHERE found.digest = wanted;
        IF FOUND THEN
            PERFORM set_config('role', 'none', true), set_config('app.reader', '', true),
                set_config('app.organization', token.organization_id::text, true);
            newest := ARRAY(
                SELECT entry.id FROM accounts_journalentry AS entry
                WHERE entry.organization_id = token.organization_id ORDER BY entry.id DESC LIMIT 20
            );
            RETURN NEXT;
        END IF;
        PERFORM set_config('role', before[1], true), set_config('app.reader', before[2], true),
            set_config('app.token', before[3], true), set_config('app.organization', before[4], true);
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0120_idempotent_answers")]
    operations = [migrations.RunSQL(BEARER, "DROP FUNCTION accounts_bearer(text)")]
