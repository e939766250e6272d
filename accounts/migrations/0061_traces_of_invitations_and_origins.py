from django.db import migrations

from candyplatform.base import rls


class Migration(migrations.Migration):
    dependencies = [("accounts", "0060_owner_until_erased")]
    operations = [
        rls.traces("accounts_invitation", person=["invited_by_id"], address=["email"]),
        rls.traces("accounts_journalorigin", person=["user_id"]),
    ]
