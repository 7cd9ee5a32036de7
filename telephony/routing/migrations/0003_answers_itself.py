from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0002_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="answers_itself",
            field=models.BooleanField(default=False),
        ),
    ]
