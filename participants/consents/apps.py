from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    name = "participants.consents"
    verbose_name = _("Information and consents")

    def ready(self):
        from participants.consents import pages, registration
        from participants.consents.models import AskedConsentsHistory
        from participants.register.forms.additions import ADDITIONS
        from participants.register.pages.page_context import PANELS, Panel
        from projects.history_entries import SUBJECTS

        SUBJECTS["consents"] = (_("consents"), (AskedConsentsHistory,))
        ADDITIONS.add(registration.INFORMATION)
        PANELS.add(Panel(pages.panel_context, pages.panel_parts))
        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="consents.texts")


def load_after_migrate(sender, plan=(), **kwargs):
    from participants.consents.loading import load_texts

    # A migration to an earlier state lacks the table.
    if "consents_privacytext" in connection.introspection.table_names():
        load_texts()
