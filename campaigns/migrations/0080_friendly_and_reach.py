from django.db import migrations, models

NAMES = ("campaigns_hourlymetric", "campaigns_post", "campaigns_author")
# Row level security binds the owner too; for this one statement, and in its transaction, it does not.
OPEN = [f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY" for name in NAMES]
CLOSE = [f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY" for name in NAMES]
COUNT = """
    UPDATE campaigns_hourlymetric AS metric SET checked = counted.checked, friendly = counted.friendly, reach = fresh.reach
    FROM campaigns_hourlymetric AS hours
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE kindness <> 'unchecked') AS checked, count(*) FILTER (WHERE kindness = 'friendly') AS friendly
        FROM campaigns_post AS post
        WHERE post.campaign_id = hours.campaign_id AND post.network = hours.network AND post.role = 'supporter'
            AND post.deleted_at IS NULL AND post.posted_at >= hours.hour AND post.posted_at < hours.hour + interval '1 hour') AS counted
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(followers), 0) AS reach FROM campaigns_author AS author
        WHERE author.campaign_id = hours.campaign_id AND author.network = hours.network
            AND author.first_posted_at >= hours.hour AND author.first_posted_at < hours.hour + interval '1 hour') AS fresh
    WHERE metric.id = hours.id
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0071_spending_row_security")]
    operations = [
        migrations.AddField("hourlymetric", "checked", models.PositiveIntegerField(default=0)),
        migrations.AddField("hourlymetric", "friendly", models.PositiveIntegerField(default=0)),
        migrations.AddField("hourlymetric", "reach", models.PositiveBigIntegerField(default=0)),
        migrations.RunSQL([*OPEN, COUNT, *CLOSE], reverse_sql=migrations.RunSQL.noop),
    ]
