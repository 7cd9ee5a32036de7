from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0003_callbacks"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="wants_wrap_up",
            field=models.BooleanField(default=False),
        ),
    ]
