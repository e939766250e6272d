from django.db import migrations

from candyplatform.base import rls


class Migration(migrations.Migration):
    dependencies = [("base", "0003_given_up_for_staff")]
    operations = [
        # What belongs to no organization was everybody's to see, the ids of unsent mails included.
        rls.replace_policy(
            "base_duework",
            "tenant",
            old={"using": f"organization_id IS NULL OR {rls.TENANT}"},
            new={"using": rls.TENANT, "check": rls.TENANT},
        ),
    ]
