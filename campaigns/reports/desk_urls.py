"""The supervisors' reports, on the public host."""

from django.urls import path

from campaigns.reports import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.desk_report, name="report"),
    path("reports/export/<str:kind>/", views.desk_export, name="export"),
]
