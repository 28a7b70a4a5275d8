from django.apps import AppConfig


class EsfportalConfig(AppConfig):
    name = "esfportal"
    verbose_name = "esfportal"

    def ready(self):
        from esfportal.files import checks as file_checks  # noqa: F401
        from esfportal.operations import deploy_checks  # noqa: F401 - registers them
