from django.db import migrations

from candyplatform.base import rls

# As long as accounts.mail.KEPT; the policy holds where code errs.
OLD = f"{rls.reader_is('mail_room')} AND created_at < now() - interval '7 days'"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_row_security")]
    operations = [
        rls.policy("accounts_outgoingmail", "old", command="SELECT", using=OLD),
        rls.policy("accounts_outgoingmail", "tidy", command="DELETE", using=OLD),
    ]
