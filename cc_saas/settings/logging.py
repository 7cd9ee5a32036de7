"""Logs: JSON lines on stderr, whoever collects them; the call's id and the process's role in each."""

from typing import Any

from cc_saas.settings import env

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def logging_settings(role: str) -> dict[str, Any]:
    """Django's LOGGING for one role; CC_LOG_LEVEL is `INFO` unless set."""
    level = env.one_of("CC_LOG_LEVEL", LEVELS, "INFO")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"call": {"()": "cc_saas.lib.logs.CallFilter"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(call_id)s",
                "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
                "static_fields": {"role": role},
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["call"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would write each line a second time, as text.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # One line per request of a browser that found nothing is noise.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # Its INFO lines hold whole requests: callers' numbers and texts have no place in logs.
            "twilio.http_client": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
        },
    }
