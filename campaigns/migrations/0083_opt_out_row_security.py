from django.db import migrations

from candyplatform.base import rls

STAFF = rls.reader_is("staff")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0082_servers_and_opt_outs")]
    operations = [
        # Who asked is staff's to know, until it is done; whose hash is known, everybody who writes posts must be able to ask.
        rls.force_row_security("campaigns_optout"),
        rls.policy("campaigns_optout", "staff", using=STAFF, check=STAFF),
        rls.force_row_security("campaigns_forgottenauthor"),
        rls.policy("campaigns_forgottenauthor", "known", command="SELECT", using="true"),
        rls.policy("campaigns_forgottenauthor", "staff", using=STAFF, check=STAFF),
    ]
