"""The timetable alone: beat sends tasks by their names, so neither Django's apps nor the tasks are imported for it."""

import os

from celery import Celery
from django.conf import settings
from django.utils.log import configure_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cc_saas.settings.production")

configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
app = Celery("cc_saas", fixups=[])
app.conf.update(settings.CELERY)
