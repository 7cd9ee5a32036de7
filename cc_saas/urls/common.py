"""What answers on every host."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog, set_language

from cc_saas.urls.schema import DocsView, SchemaView

urlpatterns: list[URLPattern | URLResolver] = [
    path("jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("language/", set_language, name="set_language"),
    path("", include("tenants.accounts.urls")),
    path("api/v1/schema/", SchemaView.as_view(), name="schema"),
    path("api/v1/docs/", DocsView.as_view(url_name="schema"), name="api-docs"),
]
