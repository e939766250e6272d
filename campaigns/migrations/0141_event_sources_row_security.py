from django.db import migrations

from candyplatform.base import rls


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0140_event_sources")]
    operations = [
        # Both are nobody's to read but the organization's: an address may be as secret as the draft that was made from it.
        *rls.tenant_table("campaigns_eventsource", parents={"campaign_id": "campaigns_campaign"}),
        *rls.tenant_table("campaigns_eventtool"),
    ]
