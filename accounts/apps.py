from django.apps import AppConfig
from django.core.checks import Error, register
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        register(every_role_has_permissions)


def every_role_has_permissions(app_configs, **kwargs):
    from accounts.permissions import ROLES, Role

    return [
        Error(
            f"The role {role.value} has no permissions: its members could do nothing.",
            hint="Add it to ROLES in accounts/permissions.py.",
            id="accounts.E001",
        )
        for role in Role
        if role not in ROLES or not ROLES[role].permissions
    ]
