from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "esfportal.ui"
    verbose_name = "User interface"
