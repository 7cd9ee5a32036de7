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
                        choices=[("INBOUND", "INBOUND"), ("OUTBOUND", "OUTBOUND")],
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
                            ("ANSWERED", "ANSWERED"),
                            ("ABANDONED", "ABANDONED"),
                            ("VOICEMAIL", "VOICEMAIL"),
                            ("MISSED", "MISSED"),
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
                            ("ARRIVED", "ARRIVED"),
                            ("ANNOUNCED", "ANNOUNCED"),
                            ("QUEUED", "QUEUED"),
                            ("OFFERED", "OFFERED"),
                            ("RINGING", "RINGING"),
                            ("MISSED", "MISSED"),
                            ("DECLINED", "DECLINED"),
                            ("WITHDRAWN", "WITHDRAWN"),
                            ("ANSWERED", "ANSWERED"),
                            ("HELD", "HELD"),
                            ("RESUMED", "RESUMED"),
                            ("MUTED", "MUTED"),
                            ("UNMUTED", "UNMUTED"),
                            ("QUESTION_READ", "QUESTION_READ"),
                            ("TRANSFER_STARTED", "TRANSFER_STARTED"),
                            ("TRANSFERRED", "TRANSFERRED"),
                            ("TRANSFER_FAILED", "TRANSFER_FAILED"),
                            ("OPERATOR_LOST", "OPERATOR_LOST"),
                            ("REQUEUED", "REQUEUED"),
                            ("HUNG_UP", "HUNG_UP"),
                            ("VOICEMAIL_OFFERED", "VOICEMAIL_OFFERED"),
                            ("VOICEMAIL_LEFT", "VOICEMAIL_LEFT"),
                            ("WRAPPED_UP", "WRAPPED_UP"),
                            ("DISPOSED", "DISPOSED"),
                            ("CLOSED", "CLOSED"),
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
                        choices=[("PENDING", "PENDING"), ("STORED", "STORED"), ("LOST", "LOST")],
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
