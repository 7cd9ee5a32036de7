"""What answers on every host."""

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import JavaScriptCatalog

urlpatterns: list[URLPattern | URLResolver] = [
    path("jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
]
