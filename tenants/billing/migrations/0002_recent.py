"""What was used lately is found without reading what was used ever."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="usagerecord",
            index=models.Index(fields=["started_at"], name="billing_usage_started"),
        ),
    ]
