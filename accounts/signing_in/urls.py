"""URLs of sign-in: allauth's own names, some with views of the portal."""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from accounts.signing_in import views as own
from accounts.signing_in.decorators import (
    locks_own_password,
    locks_password_of_link,
    recently_signed_in,
    rotates_session_key,
)
from accounts.signing_in.provider import staff_providers

login = views.LoginView.as_view(extra_context={"providers": staff_providers})

urlpatterns = [
    path("login/", login, name="account_login"),
    path("login/code/", mfa.authenticate, name="mfa_authenticate"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("organisation/<slug:key>/", own.organisation_login, name="organisation_login"),
    path("organisation/<slug:key>/callback/", own.organisation_callback, name="organisation_callback"),
    path("logout/", views.logout, name="account_logout"),
    path("confirm/", rotates_session_key(views.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", rotates_session_key(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        rotates_session_key(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path(
        "password/change/",
        recently_signed_in(locks_own_password(views.password_change)),
        name="account_change_password",
    ),
    path(
        "password/set/",
        recently_signed_in(locks_own_password(views.password_set)),
        name="account_set_password",
    ),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/sent/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        locks_password_of_link(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("security/", own.security, name="mfa_index"),
    path("security/sessions/<int:pk>/end/", own.end_session, name="end_session"),
    path("security/sessions/end/", own.end_other_sessions, name="end_other_sessions"),
    path("stay/", own.stay, name="stay"),
    path("security/start/", own.second_factor, name="second_factor"),
    path("security/app/", own.set_up_app, name="mfa_activate_totp"),
    path("security/app/remove/", own.remove_app, name="mfa_deactivate_totp"),
    path("security/passkeys/add/", own.add_passkey, name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/", own.rename_passkey, name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/remove/", own.remove_passkey, name="mfa_remove_webauthn"),
    path("security/codes/", own.recovery_codes, name="mfa_view_recovery_codes"),
    path("security/codes/file/", own.recovery_codes_file, name="mfa_download_recovery_codes"),
    path("security/codes/saved/", own.recovery_codes_saved, name="recovery_codes_saved"),
    path("security/codes/new/", own.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
