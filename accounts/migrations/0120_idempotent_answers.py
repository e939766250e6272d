import django.db.models.deletion
from django.db import migrations, models

from candyplatform.base import rls
from candyplatform.base.encryption import EncryptedTextField


class Migration(migrations.Migration):
    dependencies = [("accounts", "0110_discreet_mail")]
    operations = [
        migrations.CreateModel(
            name="IdempotentAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("headers", models.JSONField(default=dict)),
                ("body", EncryptedTextField(blank=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "digest"), name="idempotency_key_once")
                ],
            },
        ),
        *rls.tenant_table("accounts_idempotentanswer"),
    ]
