from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_promise"),
    ]

    operations = [
        migrations.AlterField(
            model_name="callevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ARRIVED", "Arrived"),
                    ("CRISIS", "Crisis"),
                    ("ANNOUNCED", "Announced"),
                    ("MENU_BEGAN", "Menu began"),
                    ("MENU_HOURS", "Menu hours"),
                    ("MENU_LANGUAGE", "Menu language"),
                    ("MENU_CHOSEN", "Menu chosen"),
                    ("MENU_SILENT", "Menu silent"),
                    ("MENU_WRONG", "Menu wrong"),
                    ("MENU_COLLECTED", "Menu collected"),
                    ("MENU_CHECKED", "Menu checked"),
                    ("MENU_ANSWERED", "Menu answered"),
                    ("MENU_FORWARDED", "Menu forwarded"),
                    ("QUEUED", "Queued"),
                    ("FORWARDED", "Forwarded"),
                    ("OFFERED", "Offered"),
                    ("RINGING", "Ringing"),
                    ("MISSED", "Missed"),
                    ("DECLINED", "Declined"),
                    ("WITHDRAWN", "Withdrawn"),
                    ("ANSWERED", "Answered"),
                    ("HELD", "Held"),
                    ("RESUMED", "Resumed"),
                    ("MUTED", "Muted"),
                    ("UNMUTED", "Unmuted"),
                    ("QUESTION_READ", "Question read"),
                    ("TRANSFER_STARTED", "Transfer started"),
                    ("TRANSFERRED", "Transferred"),
                    ("TRANSFER_FAILED", "Transfer failed"),
                    ("DIAL_REFUSED", "Dial refused"),
                    ("OPERATOR_LOST", "Operator lost"),
                    ("CALLBACK_PROMISED", "Callback promised"),
                    ("CALLBACK_DIALED", "Callback dialed"),
                    ("CALLBACK_FAILED", "Callback failed"),
                    ("CALLBACK_MERGED", "Callback merged"),
                    ("CALLBACK_DIED", "Callback died"),
                    ("REQUEUED", "Requeued"),
                    ("HUNG_UP", "Hung up"),
                    ("VOICEMAIL_OFFERED", "Voicemail offered"),
                    ("VOICEMAIL_LEFT", "Voicemail left"),
                    ("WRAPPED_UP", "Wrapped up"),
                    ("DISPOSED", "Disposed"),
                    ("CLOSED", "Closed"),
                ],
                max_length=20,
            ),
        ),
    ]
