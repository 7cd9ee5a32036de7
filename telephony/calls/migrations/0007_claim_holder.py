from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0006_listening")]

    operations = [
        migrations.AddField(model_name="instruction", name="holder", field=models.IntegerField(null=True)),
    ]
