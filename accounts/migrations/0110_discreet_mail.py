from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0061_traces_of_invitations_and_origins")]
    operations = [
        migrations.AddField("outgoingmail", "is_discreet", models.BooleanField(default=False)),
        # The release before this one goes on queueing mails. Not `db_default`: Django would read the column back from rows
        # that whoever queues a mail may not see.
        migrations.RunSQL(
            "ALTER TABLE accounts_outgoingmail ALTER COLUMN is_discreet SET DEFAULT false",
            "ALTER TABLE accounts_outgoingmail ALTER COLUMN is_discreet DROP DEFAULT",
        ),
        migrations.AlterField("outgoingmail", "recipient", models.EmailField(blank=True, max_length=254)),
    ]
