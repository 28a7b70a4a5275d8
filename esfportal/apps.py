from django.apps import AppConfig


class EsfportalConfig(AppConfig):
    name = "esfportal"
    verbose_name = "esfportal"
