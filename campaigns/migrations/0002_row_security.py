from django.db import migrations

from candyplatform.base import rls

# The subquery is bound by the campaign's own policies, so it finds what this reader may see and nothing else.
SEEN_CAMPAIGN = "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = campaign_id)"
READERS = f"{rls.reader_is('public', 'listener', 'staff')} AND {SEEN_CAMPAIGN}"
LISTENER_AND_STAFF = f"{rls.reader_is('listener', 'staff')} AND {SEEN_CAMPAIGN}"
CAMPAIGN = {"campaign_id": "campaigns_campaign"}
MINE = "proposed_by_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid)"
UNVERIFIED = f"verified_at IS NULL AND {MINE}"
MY_COMPANY = f"EXISTS (SELECT 1 FROM campaigns_company c WHERE c.id = company_id AND c.{UNVERIFIED.replace('AND ', 'AND c.')})"


def read(table: str, name: str, condition: str) -> migrations.RunSQL:
    return rls.policy(table, name, command="SELECT", using=condition)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial"), ("accounts", "0002_row_security")]
    operations = [
        *rls.tenant_table("campaigns_campaign"),
        read(
            "campaigns_campaign",
            "published",
            f"{rls.reader_is('public', 'listener')} AND state IN ('scheduled', 'live', 'answered', 'closed')",
        ),
        read("campaigns_campaign", "staff", f"{rls.reader_is('staff')} AND state <> 'draft'"),
        *rls.tenant_table("campaigns_hashtag", parents=CAMPAIGN),
        read("campaigns_hashtag", "readers", READERS),
        *rls.tenant_table("campaigns_samplepost", parents=CAMPAIGN),
        read("campaigns_samplepost", "readers", READERS),
        *rls.tenant_table("campaigns_feedsubscription", parents=CAMPAIGN),
        read("campaigns_feedsubscription", "readers", READERS),
        *rls.tenant_table("campaigns_hourlymetric", parents=CAMPAIGN),
        read("campaigns_hourlymetric", "readers", READERS),
        *rls.tenant_table("campaigns_author", parents=CAMPAIGN),
        read("campaigns_author", "readers", READERS),
        *rls.tenant_table("campaigns_post", parents={**CAMPAIGN, "author_id": "campaigns_author"}),
        read("campaigns_post", "listener_and_staff", LISTENER_AND_STAFF),
        read(
            "campaigns_post",
            "published",
            f"{rls.reader_is('public')} AND deleted_at IS NULL AND (kindness = 'friendly' OR role = 'company') "
            f"AND {SEEN_CAMPAIGN}",
        ),
        *rls.tenant_table("campaigns_answer", parents={**CAMPAIGN, "post_id": "campaigns_post"}),
        read("campaigns_answer", "staff", f"{rls.reader_is('staff')} AND {SEEN_CAMPAIGN}"),
        read("campaigns_answer", "published", f"{rls.reader_is('public')} AND status = 'confirmed' AND {SEEN_CAMPAIGN}"),
        *rls.tenant_table(
            "campaigns_digest", parents={**CAMPAIGN, "membership_id": "accounts_membership"}
        ),
        # Companies are the platform's; a proposed one is its organization's until staff verified it.
        rls.force_row_security("campaigns_company"),
        read(
            "campaigns_company",
            "known",
            f"verified_at IS NOT NULL OR {MINE} OR {rls.reader_is('public', 'listener')}",
        ),
        rls.policy("campaigns_company", "propose", command="INSERT", check=UNVERIFIED),
        rls.policy("campaigns_company", "revise", command="UPDATE", using=UNVERIFIED, check=UNVERIFIED),
        rls.policy("campaigns_company", "withdraw", command="DELETE", using=UNVERIFIED),
        rls.policy("campaigns_company", "staff", using=rls.reader_is("staff")),
        rls.force_row_security("campaigns_companyaccount"),
        read("campaigns_companyaccount", "known", "EXISTS (SELECT 1 FROM campaigns_company c WHERE c.id = company_id)"),
        rls.policy("campaigns_companyaccount", "propose", using=MY_COMPANY, check=MY_COMPANY),
        rls.policy("campaigns_companyaccount", "staff", using=rls.reader_is("staff")),
        rls.policy("campaigns_companyaccount", "look_up", command="UPDATE", using=rls.reader_is("listener")),
    ]
