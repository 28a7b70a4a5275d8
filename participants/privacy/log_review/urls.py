"""Included by participants.register.urls under projects/<slug>/log/."""

from datetime import date

from django.urls import path, register_converter

from participants.privacy.log_review import views


class MonthConverter:
    regex = r"[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value):
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value):
        return f"{value:%Y-%m}"


register_converter(MonthConverter, "month")

urlpatterns = [
    path("", views.entries, name="log"),
    path("<month:month>/", views.month, name="log_month"),
    path("<month:month>/sign/", views.sign, name="log_sign"),
    path("<month:month>/<int:pk>/note/", views.note, name="log_note"),
]
