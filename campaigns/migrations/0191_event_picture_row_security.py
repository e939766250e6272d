from django.db import migrations

from candyplatform.base import rls

# The subquery is bound by the campaign's own policies: whose page is seen, of that one the picture is.
SEEN = f"{rls.reader_is('public', 'staff')} AND EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = campaign_id)"
CAMPAIGN = {"campaign_id": "campaigns_campaign"}


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0190_event_picture")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE campaigns_eventpicture ADD CONSTRAINT event_picture_is_small CHECK (octet_length(picture) <= 200000)",
            "ALTER TABLE campaigns_eventpicture DROP CONSTRAINT event_picture_is_small",
        ),
        *rls.tenant_table("campaigns_eventpicture", parents=CAMPAIGN),
        rls.policy("campaigns_eventpicture", "readers", command="SELECT", using=SEEN, to=rls.READERS),
        # What is still to be fetched is the organization's to know: its address may be as secret as the draft.
        *rls.tenant_table("campaigns_picturefetch", parents=CAMPAIGN),
    ]
