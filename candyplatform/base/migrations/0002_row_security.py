from django.db import migrations

from candyplatform.base import rls


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [
        rls.force_row_security("base_duework"),
        rls.policy("base_duework", "tenant", using=f"organization_id IS NULL OR {rls.TENANT}"),
        rls.policy("base_duework", "sweeper", using=rls.reader_is("sweeper")),
    ]
