from django.db import migrations

from candyplatform.base import rls

PARENTS = {"endpoint_id": "campaigns_webhookendpoint", "campaign_id": "campaigns_campaign"}


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0130_webhooks")]
    operations = [
        # Addresses, secrets and messages are nobody's to read but the organization's own.
        *rls.tenant_table("campaigns_webhookendpoint"),
        *rls.tenant_table("campaigns_webhookdelivery", parents=PARENTS),
    ]
