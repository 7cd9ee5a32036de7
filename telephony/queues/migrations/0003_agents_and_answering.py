from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queues", "0002_settled"),
    ]

    operations = [
        migrations.AddField(
            model_name="queue",
            name="auto_answer",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="queue",
            name="own_first_time",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="queue",
            name="wrap_up_mode",
            field=models.CharField(
                choices=[
                    ("TIMED", "Timed"),
                    ("OPEN", "Open"),
                    ("NONE", "None"),
                    ("OPTIONAL", "Optional"),
                    ("OPTIONAL_TIMED", "Optional timed"),
                ],
                default="TIMED",
                max_length=14,
            ),
        ),
    ]
