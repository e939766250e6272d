from django.db import migrations

from candyplatform.base import rls

# The subquery is bound by the campaign's own policies, so it finds what this reader may see and nothing else.
SEEN_CAMPAIGN = "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = campaign_id)"
READERS = f"{rls.reader_is('public', 'listener', 'staff')} AND {SEEN_CAMPAIGN}"
CAMPAIGN = {"campaign_id": "campaigns_campaign"}


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0110_gathering")]
    operations = [
        *rls.tenant_table("campaigns_wave", parents=CAMPAIGN),
        rls.policy("campaigns_wave", "readers", command="SELECT", using=READERS, to=rls.READERS),
        # Who left an address is nobody's to read but the organization's own work.
        *rls.tenant_table("campaigns_supporter", parents={**CAMPAIGN, "wave_id": "campaigns_wave"}),
    ]
