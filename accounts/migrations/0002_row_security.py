from django.db import migrations

from candyplatform.base import rls

PERSON = "(SELECT nullif(current_setting('app.person', true), '')::bigint)"
OWN = "id = (SELECT nullif(current_setting('app.organization', true), '')::uuid)"
MAIL = "id = (SELECT nullif(current_setting('app.mail', true), '')::uuid)"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        # An organization's own row; the rows of a person's organizations; the names of public ones.
        rls.force_row_security("accounts_organization"),
        rls.policy("accounts_organization", "tenant", using=OWN, check=OWN),
        rls.policy(
            "accounts_organization",
            "person",
            command="SELECT",
            using=f"{rls.reader_is('person')} AND id IN "
            f"(SELECT organization_id FROM accounts_membership WHERE user_id = {PERSON})",
        ),
        rls.policy(
            "accounts_organization", "published", command="SELECT", using=f"{rls.reader_is('public', 'listener')} AND is_public"
        ),
        rls.policy("accounts_organization", "staff", command="SELECT", using=rls.reader_is("staff")),
        *rls.tenant_table("accounts_membership"),
        rls.policy(
            "accounts_membership", "person", command="SELECT", using=f"{rls.reader_is('person')} AND user_id = {PERSON}"
        ),
        rls.policy("accounts_membership", "staff", command="SELECT", using=rls.reader_is("staff")),
        *rls.tenant_table("accounts_apitoken"),
        rls.policy(
            "accounts_apitoken",
            "bearer",
            using=f"{rls.reader_is('token')} AND digest = (SELECT current_setting('app.token', true))",
        ),
        # The journal is appended to and read, nothing else.
        *rls.tenant_table("accounts_journalentry"),
        rls.revoke("accounts_journalentry", "UPDATE", "DELETE"),
        rls.policy("accounts_journalentry", "staff", command="SELECT", using=rls.reader_is("staff")),
        # Anybody may queue a mail; only who names its id may read it or mark it sent.
        rls.force_row_security("accounts_outgoingmail"),
        rls.policy("accounts_outgoingmail", "queue", command="INSERT", check="true"),
        rls.policy("accounts_outgoingmail", "read", command="SELECT", using=MAIL),
        rls.policy("accounts_outgoingmail", "sent", command="UPDATE", using=MAIL),
    ]
