from django.db import migrations

from candyplatform.base import rls

MINE = "proposed_by_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid)"
KNOWN = f"verified_at IS NOT NULL OR {MINE}"
# The subqueries are bound by the policies of the tables they look at, so they find what this reader may see.
ASKED = "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.company_id = campaigns_company.id)"
HEARD = "EXISTS (SELECT 1 FROM campaigns_post p WHERE p.author_id = campaigns_author.id)"
SEEN_CAMPAIGN = "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = campaign_id)"


def read(condition: str) -> dict[str, str]:
    return {"command": "SELECT", "using": condition}


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_row_security")]
    operations = [
        # A company that is not verified yet shows with a campaign that asks it, and not before.
        rls.replace_policy(
            "campaigns_company",
            "known",
            old=read(f"{KNOWN} OR {rls.reader_is('public', 'listener')}"),
            new=read(f"{KNOWN} OR ({rls.reader_is('public', 'listener')} AND {ASKED})"),
        ),
        # Who wrote nothing that may be shown is not shown either.
        rls.replace_policy(
            "campaigns_author",
            "readers",
            old=read(f"{rls.reader_is('public', 'listener', 'staff')} AND {SEEN_CAMPAIGN}"),
            new=read(
                f"({rls.reader_is('listener', 'staff')} AND {SEEN_CAMPAIGN}) OR ({rls.reader_is('public')} AND {HEARD})"
            ),
        ),
        rls.changes_only("campaigns_companyaccount", "native_id", reader="listener"),
    ]
