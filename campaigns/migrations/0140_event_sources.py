import candyplatform.base.encryption
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0061_traces_of_invitations_and_origins"),
        ("campaigns", "0131_webhooks_row_security"),
    ]
    operations = [
        migrations.AddField(
            "campaign",
            "event_names",
            models.JSONField(blank=True, default=dict, verbose_name="event in other languages"),
        ),
        migrations.CreateModel(
            name="EventSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pretix", "pretix"),
                            ("pretalx", "pretalx"),
                            ("calendar", "Calendar"),
                            ("schema_org", "Website"),
                            ("open_graph", "Website"),
                        ],
                        max_length=12,
                    ),
                ),
                ("uid", models.CharField(blank=True, max_length=300)),
                ("validators", models.JSONField(default=dict)),
                ("said", models.JSONField(default=dict)),
                ("known", models.JSONField(default=dict)),
                ("known_at", models.DateTimeField()),
                ("looked_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="event_sources",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={"verbose_name": "source of an event", "verbose_name_plural": "sources of events"},
        ),
        migrations.CreateModel(
            name="EventTool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.CharField(max_length=200, verbose_name="address")),
                ("token", candyplatform.base.encryption.EncryptedTextField()),
                ("connected_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "event tool",
                "verbose_name_plural": "event tools",
                "ordering": ["origin"],
            },
        ),
        migrations.AddConstraint(
            "eventsource",
            models.UniqueConstraint(fields=("organization", "campaign"), name="event_source_once_a_campaign"),
        ),
        migrations.AddConstraint(
            "eventtool", models.UniqueConstraint(fields=("organization", "origin"), name="event_tool_once_an_origin")
        ),
    ]
