from django.db import migrations, models

# A campaign says whose it is: without knowing, the planner takes the two conditions of each query, and the policy's, for
# independent, expects a handful of rows where there are thousands, and sorts all of them for the nine newest.
TABLES = ("campaigns_post", "campaigns_author", "campaigns_hourlymetric")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0041_leaving_row_security")]
    operations = [
        *(
            migrations.RunSQL(
                f"CREATE STATISTICS {table}_of_campaign (dependencies) ON organization_id, campaign_id FROM {table}",
                f"DROP STATISTICS {table}_of_campaign",
            )
            for table in TABLES
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True), ("kindness", "flagged")),
                fields=["campaign", "-posted_at"],
                name="post_flagged",
            ),
        ),
    ]
