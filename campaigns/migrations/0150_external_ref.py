from django.db import migrations, models


def _reference(label: str) -> models.CharField:
    # `db_default`: the release before this one goes on inserting.
    return models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0141_event_sources_row_security")]
    operations = [
        migrations.AddField("campaign", "external_system", _reference("system it comes from")),
        migrations.AddField("campaign", "external_organizer", _reference("organizer there")),
        migrations.AddField("campaign", "external_event", _reference("event there")),
        migrations.AddConstraint(
            "campaign",
            models.UniqueConstraint(
                condition=models.Q(("external_system__gt", "")),
                fields=("organization", "external_system", "external_organizer", "external_event"),
                name="campaign_external_ref_once",
            ),
        ),
    ]
