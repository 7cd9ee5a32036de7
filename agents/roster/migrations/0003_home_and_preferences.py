import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_tenant_hours"),
        ("roster", "0002_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="operator",
            name="home",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="own_agents",
                to="directory.tenant",
            ),
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("queue_id", models.BigIntegerField()),
                ("place", models.PositiveSmallIntegerField(default=1)),
                ("delay_time", models.PositiveSmallIntegerField(default=0)),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to="roster.operator",
                    ),
                ),
            ],
            options={
                "db_table": "roster_preference",
                "constraints": [
                    models.UniqueConstraint(fields=("operator", "queue_id"), name="roster_preference_once")
                ],
            },
        ),
    ]
