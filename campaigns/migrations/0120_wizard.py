from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0111_gathering_row_security")]
    operations = [
        migrations.AddField(
            "campaign",
            "deadline_days_before",
            models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="days from the deadline to the event"
            ),
        ),
        migrations.AddField("campaign", "unfinished", models.JSONField(blank=True, default=dict, editable=False)),
    ]
