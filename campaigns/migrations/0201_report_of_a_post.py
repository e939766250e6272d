"""A report can be right about one post alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0200_events_by_day"),
    ]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("dismissed", "Left as it is"),
                    ("upheld", "Taken off the stage"),
                    ("post_hidden", "Post hidden"),
                ],
                default="",
                max_length=20,
                verbose_name="decision",
            ),
        ),
    ]
