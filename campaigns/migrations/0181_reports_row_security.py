from django.db import migrations

from candyplatform.base import rls

# The subquery is bound by the campaign's own policies, so it finds what staff may see and nothing else.
STAFF = f"{rls.reader_is('staff')} AND EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = campaign_id)"


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0180_reports")]
    operations = [
        # Who reports reads nothing back; what is decided is written in the organization's scope, as all that staff decide.
        *rls.tenant_table("campaigns_report", parents={"campaign_id": "campaigns_campaign"}),
        rls.policy("campaigns_report", "staff", command="SELECT", using=STAFF, to=rls.READERS),
    ]
