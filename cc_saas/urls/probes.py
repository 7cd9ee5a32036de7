"""What machines ask: is this process alive, is it ready, how does it fare. /healthz answers on any host."""

from django.urls import URLPattern, URLResolver, path

from cc_saas.lib import health
from cc_saas.lib.metrics import metrics
from tenants.accounts.api import declares
from tenants.accounts.types import Scope

for_anybody = declares(scope=Scope.PUBLIC)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", for_anybody(health.alive), name="healthz"),
    path("readyz", for_anybody(health.ready), name="readyz"),
    path("metrics", for_anybody(metrics), name="metrics"),
]
