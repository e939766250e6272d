from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0181_reports_row_security'),
    ]

    operations = [
        migrations.AddField(
            model_name='supporter',
            name='shared_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='supporter',
            name='sharing_asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='supporter',
            name='sharing_language',
            field=models.CharField(blank=True, choices=[('de', 'Deutsch'), ('en', 'English')], db_default='', default='', max_length=5),
        ),
        migrations.AddField(
            model_name='supporter',
            name='sharing_version',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='supporter',
            name='sharing_with',
            field=models.CharField(blank=True, db_default='', default='', max_length=100),
        ),
        migrations.AddIndex(
            model_name='supporter',
            index=models.Index(condition=models.Q(('shared_at__isnull', False)), fields=['campaign', '-shared_at', '-id'], name='supporter_sharing'),
        ),
        migrations.AddConstraint(
            model_name='supporter',
            constraint=models.CheckConstraint(condition=models.Q(('shared_at__isnull', True), models.Q(('confirmed_at__isnull', False), ('sharing_asked_at__isnull', False), ('sharing_version__gt', '')), _connector='OR'), name='supporter_shares_by_choice'),
        ),
    ]
