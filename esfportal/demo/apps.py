from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "esfportal.demo"
    verbose_name = "Demo"
