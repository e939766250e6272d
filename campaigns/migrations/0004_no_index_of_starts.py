from django.db import migrations


class Migration(migrations.Migration):
    # A start is due work with its own moment; nothing asks for campaigns by it.
    dependencies = [("campaigns", "0003_narrower_readers")]
    operations = [migrations.RemoveIndex(model_name="campaign", name="campaign_state_start")]
