from django.db import migrations

from candyplatform.base import rls


class Migration(migrations.Migration):
    dependencies = [("base", "0002_row_security")]
    operations = [
        migrations.AlterModelOptions(
            name="duework", options={"verbose_name": "piece of due work", "verbose_name_plural": "due work"}
        ),
        # What was given up waits for staff to look at; work that goes its way is nobody's to see.
        rls.policy(
            "base_duework",
            "staff",
            command="SELECT",
            using=f"{rls.reader_is('staff')} AND gave_up_at IS NOT NULL",
        ),
    ]
