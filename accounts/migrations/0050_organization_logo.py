import django.db.models.deletion
from django.db import migrations, models

from candyplatform.base import rls

TABLE = "accounts_organizationlogo"
# Whose name is public, of that one the logo is: organizations hide themselves from the public by their own policy.
OF_ONE_THAT_IS_SEEN = "EXISTS (SELECT FROM accounts_organization o WHERE o.id = organization_id)"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0041_leaving_row_security")]
    operations = [
        migrations.CreateModel(
            name="OrganizationLogo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logo",
                        to="accounts.organization",
                    ),
                ),
                ("picture", models.BinaryField(verbose_name="picture")),
                ("digest", models.CharField(max_length=64)),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
            ],
            options={"verbose_name": "logo", "verbose_name_plural": "logos"},
        ),
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT logo_is_small CHECK (octet_length(picture) <= 100000)",
            f"ALTER TABLE {TABLE} DROP CONSTRAINT logo_is_small",
        ),
        *rls.tenant_table(TABLE),
        rls.policy(
            TABLE, "published", command="SELECT", using=f"{rls.reader_is('public', 'staff')} AND {OF_ONE_THAT_IS_SEEN}"
        ),
    ]
