from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self):
        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="projects.geography")


def load_after_migrate(sender, plan=(), **kwargs):
    from projects.geography import load_geography

    # After every migrate, and so after a test's flush, because no page works without them.
    # When migrating backwards the tables may be gone.
    if not any(backwards for _migration, backwards in plan):
        load_geography()
