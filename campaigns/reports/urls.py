"""Pages of reports. A company's stand on its host, the supervisors' on the public one."""

from django.urls import path

from campaigns.reports import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.report, name="report"),
    path("reports/export/<str:kind>/", views.export, name="export"),
    path("reports/mails/", views.schedule, name="schedule"),
    path("reports/mails/<int:schedule_id>/stop/", views.stop, name="stop"),
]
