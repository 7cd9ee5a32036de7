"""Pages, REST and webhooks. Sockets are served by cc_saas.asgi in a process of its own."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cc_saas.settings.production")
os.environ.setdefault("CC_ROLE", "web")

application = get_wsgi_application()

from cc_saas.lib.settling import settle  # noqa: E402 (needs Django set up)

settle(imports_doors=True)
