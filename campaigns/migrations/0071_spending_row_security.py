from django.db import migrations

from candyplatform.base import rls


class Migration(migrations.Migration):
    # Nobody but the organization itself reads what was spent for it.
    dependencies = [("campaigns", "0070_networks")]
    operations = [*rls.tenant_table("campaigns_spending")]
