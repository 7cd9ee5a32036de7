"""Websockets only, in a process of its own: pages and REST are several times faster under WSGI."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cc_saas.settings.production")
os.environ.setdefault("CC_ROLE", "sockets")

get_asgi_application()  # sets Django up; the imports below need its models

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from cc_saas.lib.asgi import not_found, refuse_unknown_paths  # noqa: E402
from cc_saas.lib.settling import settle  # noqa: E402
from cc_saas.urls.sockets import urlpatterns  # noqa: E402
from tenants.accounts.sockets import SocketAccess  # noqa: E402

application = ProtocolTypeRouter(
    {
        "websocket": SocketAccess(refuse_unknown_paths(URLRouter(urlpatterns))),
        "http": not_found,
    }
)
settle(imports_doors=False)
