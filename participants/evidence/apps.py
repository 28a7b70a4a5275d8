from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "participants.evidence"
    verbose_name = _("Proof")

    def ready(self):
        from accounts.notifications.kinds import KINDS as NOTIFICATIONS
        from esfportal.files.uploads import NAMED_FILES
        from participants.casework.kinds import KINDS
        from participants.evidence.pages import person_context
        from participants.evidence.querysets import named_files
        from participants.evidence.states import parts_of_states
        from participants.evidence.work_kinds import PROOF_REJECTED, PROOF_WAITS, WORK_KINDS
        from participants.register.pages.page_context import PANELS, Panel

        for kind in WORK_KINDS:
            KINDS.add(kind)
        NOTIFICATIONS.add(PROOF_REJECTED)
        NOTIFICATIONS.add(PROOF_WAITS)
        NAMED_FILES.add(named_files)
        PANELS.add(Panel(person_context, parts_of_states))
