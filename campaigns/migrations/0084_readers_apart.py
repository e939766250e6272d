from django.db import migrations

from candyplatform.base import rls

VERIFIED_OR_MINE = (
    "verified_at IS NOT NULL OR proposed_by_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid)"
)
ASKED = (
    f"{rls.reader_is('public', 'listener')} "
    "AND EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.company_id = campaigns_company.id)"
)

# Databases from before this role have no privileges for it: it gets those of the web role, and so none that were taken away.
SAME_PRIVILEGES = f"""
    DO $$
    DECLARE found record;
    BEGIN
        FOR found IN
            SELECT c.oid::regclass AS name, string_agg(privilege, ', ') AS privileges
            FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
                AND has_table_privilege('candystorm_app', c.oid, privilege)
            GROUP BY 1
        LOOP
            EXECUTE format('GRANT %s ON %s TO {rls.READERS}', found.privileges, found.name);
        END LOOP;
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {rls.READERS};
    END $$
"""


def readers_policies_to(role: str) -> str:
    return f"""
        DO $$
        DECLARE found record;
        BEGIN
            FOR found IN
                SELECT policyname, tablename FROM pg_policies
                WHERE schemaname = 'public' AND coalesce(qual, '') || coalesce(with_check, '') LIKE '%app.reader%'
            LOOP
                EXECUTE format('ALTER POLICY %I ON %I TO {role}', found.policyname, found.tablename);
            END LOOP;
        END $$
    """


def read(condition: str) -> dict[str, str]:
    return {"command": "SELECT", "using": condition}


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0083_opt_out_row_security"),
        ("accounts", "0061_traces_of_invitations_and_origins"),
        ("base", "0004_platform_work_for_the_sweeper"),
    ]
    operations = [
        # One policy for what everybody knows, one for what the readers of pages find.
        rls.replace_policy(
            "campaigns_company",
            "known",
            old=read(f"{VERIFIED_OR_MINE} OR ({ASKED})"),
            new=read(VERIFIED_OR_MINE),
        ),
        rls.policy("campaigns_company", "asked", command="SELECT", using=ASKED, to=rls.READERS),
        migrations.RunSQL(SAME_PRIVILEGES, migrations.RunSQL.noop),
        migrations.RunSQL(readers_policies_to(rls.READERS), readers_policies_to("PUBLIC")),
    ]
