import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CallRecord",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "direction",
                    models.CharField(
                        choices=[("INBOUND", "Inbound"), ("OUTBOUND", "Outbound")],
                        default="INBOUND",
                        max_length=8,
                    ),
                ),
                ("caller", models.CharField(blank=True, max_length=20)),
                ("called", models.CharField(max_length=20)),
                ("line", models.CharField(blank=True, max_length=100)),
                ("language", models.CharField(blank=True, max_length=12)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("ANSWERED", "Answered"),
                            ("ABANDONED", "Abandoned"),
                            ("VOICEMAIL", "Voicemail"),
                            ("MISSED", "Missed"),
                        ],
                        max_length=9,
                        null=True,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("wait_time", models.PositiveIntegerField(default=0)),
                ("ring_time", models.PositiveIntegerField(default=0)),
                ("talk_time", models.PositiveIntegerField(default=0)),
                ("hold_time", models.PositiveIntegerField(default=0)),
                ("wrap_up_time", models.PositiveIntegerField(default=0)),
                ("operator_id", models.UUIDField(null=True)),
                ("operator_name", models.CharField(blank=True, max_length=150)),
                ("queue_name", models.CharField(blank=True, max_length=150)),
                ("disposition_code", models.CharField(blank=True, max_length=50)),
                ("disposition_label", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-started_at", "-id"], name="records_by_start"),
                    models.Index(fields=["caller", "-started_at"], name="records_by_caller"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ARRIVED", "Arrived"),
                            ("ANNOUNCED", "Announced"),
                            ("QUEUED", "Queued"),
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
                            ("OPERATOR_LOST", "Operator lost"),
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
                ("at", models.DateTimeField()),
                ("actor", models.CharField(blank=True, max_length=150)),
                ("details", models.JSONField(default=dict)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="records.callrecord",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VoicemailRecording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recording_sid", models.CharField(max_length=64)),
                ("duration", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("PENDING", "Pending"), ("STORED", "Stored"), ("LOST", "Lost")],
                        default="PENDING",
                        max_length=7,
                    ),
                ),
                ("file", models.CharField(blank=True, max_length=200)),
                ("left_at", models.DateTimeField()),
                ("stored_at", models.DateTimeField(null=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voicemails",
                        to="records.callrecord",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("recording_sid",), name="voicemail_once")],
            },
        ),
    ]
