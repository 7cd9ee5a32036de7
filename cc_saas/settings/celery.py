"""Celery: only what may be late. The broker is never the record, so a lost Redis loses nothing."""

from typing import Any

from cc_saas.settings.env import data_dir

# A worker that dies gives its task back after this many seconds (Redis knows no death of a consumer).
VISIBILITY_TIME = 60


def celery_settings(redis_url: str) -> dict[str, Any]:
    return {
        "broker_url": redis_url,
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_default_queue": "default",
        "task_create_missing_queues": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        "worker_max_tasks_per_child": 2000,
        "task_time_limit": 50,
        "task_soft_time_limit": 45,
        "broker_connection_retry_on_startup": True,
        "broker_connection_timeout": 1,
        "broker_transport_options": {
            "visibility_timeout": VISIBILITY_TIME,
            "socket_timeout": 5,
            "socket_connect_timeout": 1,
            "retry_on_timeout": False,
        },
        # Publishing inside a request: one try, then the caller goes on without it.
        "task_publish_retry": False,
        "timezone": "UTC",
        "beat_schedule": BEAT,
        "beat_schedule_filename": str(data_dir() / "beat"),
    }


# The whole beat table: name -> task, seconds between runs. Tasks that serve companies fan out by themselves.
BEAT: dict[str, dict[str, Any]] = {
    "sweep-sessions": {"task": "tenants.accounts.sweep_sessions", "schedule": 3600},
    "find-due-reports": {"task": "campaigns.reports.find_due", "schedule": 300},
}
