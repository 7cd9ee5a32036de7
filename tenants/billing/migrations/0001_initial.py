import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="UsageRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("call_id", models.UUIDField(unique=True)),
                ("operator_id", models.UUIDField(null=True)),
                ("started_at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=9)),
                ("queue_time", models.PositiveIntegerField(default=0)),
                ("ring_time", models.PositiveIntegerField(default=0)),
                ("talk_time", models.PositiveIntegerField(default=0)),
                ("hold_time", models.PositiveIntegerField(default=0)),
                ("wrap_up_time", models.PositiveIntegerField(default=0)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.tenant",
                    ),
                ),
            ],
        ),
    ]
