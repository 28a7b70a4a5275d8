from allauth.usersessions import apps as usersessions
from django.apps import AppConfig
from django.core.checks import Error, register
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        register(every_role_has_permissions)


class HashedUserSessionsConfig(usersessions.UserSessionsConfig):
    # allauth's own receivers of these signals would store the key of the cookie.
    default = False  # of this module's apps, the other one is "accounts"

    def ready(self):
        from allauth.account.signals import password_changed, password_set, user_logged_in

        for signal in (user_logged_in, password_set, password_changed):
            signal.connect(_record_session)


def _record_session(request, **kwargs):
    from accounts.signing_in import sessions

    if request.user.is_authenticated:  # a new password signs the user out
        sessions.record(request)


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
