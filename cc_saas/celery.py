"""The Celery application: settings from Django's, and every task a company's unless it says otherwise."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cc_saas.settings.production")
# Celery would run Django's checks, and import every page for them, at each start; a release runs them once.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("cc_saas", task_cls="cc_saas.lib.tenancy.work:TenantTask")
app.conf.update(settings.CELERY)
app.autodiscover_tasks()
