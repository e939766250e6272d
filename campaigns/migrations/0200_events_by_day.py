"""Events are listed by the day they start, forwards and backwards."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0140_archives_of_programs"),
        ("campaigns", "0191_event_picture_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(fields=["organization", "event_starts_at", "id"], name="campaign_by_event"),
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(
                models.F("organization"),
                models.OrderBy(models.F("event_starts_at"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="campaign_by_late_event",
            ),
        ),
    ]
