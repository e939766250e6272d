from django.db import migrations

from candyplatform.base import rls

SEEN_CAMPAIGN = "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = campaign_id)"
CAMPAIGN = {"campaign_id": "campaigns_campaign"}
STAYS = "organization_id NOT IN (SELECT o.id FROM accounts_organization o WHERE o.erasure_due_at IS NOT NULL)"


def read(table: str, name: str, condition: str) -> migrations.RunSQL:
    return rls.policy(table, name, command="SELECT", using=condition, to=rls.READERS)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0090_taking_part")]
    operations = [
        # What supporters did is the organization's to know.
        *rls.tenant_table("campaigns_stepcount", parents=CAMPAIGN),
        *rls.tenant_table("campaigns_saidpost", parents=CAMPAIGN),
        *rls.tenant_table("campaigns_update", parents=CAMPAIGN),
        read("campaigns_update", "readers", f"{rls.reader_is('public', 'staff')} AND {SEEN_CAMPAIGN}"),
        rls.traces("campaigns_update", person=["written_by_id"]),
        # Who comes to a page that staff took off the stage is told so: that there is one, and nothing of what it says.
        read("accounts_organization", "paused", f"{rls.reader_is('paused')} AND is_public"),
        read("campaigns_campaign", "paused", f"{rls.reader_is('paused')} AND state = 'suspended' AND {STAYS}"),
    ]
