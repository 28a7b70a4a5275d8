"""The settings: one file for every environment. What differs comes from environment variables.

`esfportal/environment.py` explains ESFPORTAL_ENV; docs/operations.md lists every variable.
"""

import os
from pathlib import Path

import dj_database_url
import pghistory
from django.utils.translation import gettext_lazy as _

from esfportal import embedded, schedule
from esfportal.environment import BASE_DIR, environment, flag, number, numbers, required, var_folder, words
from esfportal.files import configuration as files
from esfportal.operations import audiences, log_records
from esfportal.security import content_policy, settings_keys

ENV = environment()
PRODUCTION = ENV == "production"
VAR = var_folder()
DEBUG = ENV == "development" and flag("ESFPORTAL_DEBUG")

# Secrets. Outside production the portal makes its own keys in `var/`.

if PRODUCTION:
    SECRET_KEY = settings_keys.parse_secret_key(
        required("SECRET_KEY", f"Make one with: {settings_keys.MAKE_SECRET}")
    )
    DATA_KEYS = settings_keys.parse_data_keys(
        required("ESFPORTAL_DATA_KEYS", f"Write 1: and then a key made with: {settings_keys.MAKE_KEY}")
    )
    INDEX_KEY = settings_keys.parse_index_key(
        required("ESFPORTAL_INDEX_KEY", f"Make one, unlike the data keys, with: {settings_keys.MAKE_KEY}"),
        DATA_KEYS,
    )
    SCOPE_KEYS = settings_keys.parse_scope_keys(
        required("ESFPORTAL_SCOPE_KEYS", f"Make one, unlike the others, with: {settings_keys.MAKE_KEY}"),
        [*DATA_KEYS.values(), INDEX_KEY],
    )
    DEMO_PASSWORD = DEMO_CODE_SECRET = None
    DATABASE_URL = required("DATABASE_URL", "Write postgres://USER:PASSWORD@HOST:5432/NAME.")
    DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL")  # for `migrate` alone
    REDIS_URL = required("REDIS_URL", "Write redis://:PASSWORD@HOST:6379/0.")
    ALLOWED_HOSTS = words("ALLOWED_HOSTS") or required(
        "ALLOWED_HOSTS", "Write the names that the portal is reached by, separated by commas."
    )
else:
    OWN_KEYS = settings_keys.own_keys(VAR)
    SECRET_KEY = OWN_KEYS.secret_key
    DATA_KEYS = {1: OWN_KEYS.data_key}
    INDEX_KEY = OWN_KEYS.index_key
    SCOPE_KEYS = [OWN_KEYS.scope_key]
    DEMO_PASSWORD = OWN_KEYS.password
    DEMO_CODE_SECRET = OWN_KEYS.code_secret  # the second factor of every demo account
    DATABASE_URL = os.environ.get("DATABASE_URL") or embedded.database_url(VAR)
    DATABASE_OWNER_URL = (
        os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL") or embedded.owner_url(VAR)
    )
    REDIS_URL = os.environ.get("REDIS_URL") or embedded.redis_url(VAR)
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

DATA_KEY_VERSION = settings_keys.parse_version(os.environ.get("ESFPORTAL_DATA_KEY_VERSION", ""), DATA_KEYS)
ENCRYPTED_COLUMNS = [  # rotated by `manage.py rotate_keys` (esfportal/security/key_rotation.py)
    *(f"accounts.signing_in.encrypted_columns.{name}" for name in ("PASSWORDS", "PROVIDER_LINKS", "SECRETS")),
    *(f"participants.register.identity.encrypted_columns.{n}" for n in ("NUMBERS", "FORMER_NUMBERS")),
    "participants.register.identity.encrypted_columns.DRAFTS",
    "participants.attendance.encrypted_columns.NOTES",
    *(f"participants.certificates.encrypted_columns.{name}" for name in ("CONTENTS", "NOTES", "FILES")),
    "participants.week_sheets.encrypted_columns.CONTENTS",
    *(f"participants.{app}.encrypted_columns.CONTACTS" for app in ("employers", "imports")),
    *(f"participants.contact.encrypted_columns.{name}" for name in ("DETAILS", "ADDRESSES")),
    *(f"participants.evidence.encrypted_columns.{name}" for name in ("FILES", "DOCUMENTS", "NOTES")),
    *(f"participants.register.exports.encrypted_columns.{name}" for name in ("REQUESTS", "FILES")),
    *(f"participants.imports.encrypted_columns.{n}" for n in ("DRAFTS", "CHECKS", "EDITS", "COPIES", "ROWS")),
    *(f"participants.plans.encrypted_columns.{name}" for name in ("GOALS", "NOTES", "STEPS")),
    "participants.surveys.encrypted_columns.RESPONSES",
    "reporting.reports.attachments.encrypted_columns.ATTACHMENTS",
    "reporting.sampling.encrypted_columns.NOTES",
    *(f"reporting.statistics.encrypted_columns.{each}" for each in ("CONTENTS", "TEMPLATES")),
    "accounts.identity_providers.encrypted_columns.SECRETS",
]
STARTUP_CHECKS = [
    "accounts.database_access.scope_problems",
    "participants.register.identity.key_check.key_problems",
]

OUR_APPS = [
    "accounts",
    *(f"accounts.{name}" for name in ("audit", "identity_providers", "notifications")),
    *("projects", "projects.bank", "projects.team"),
    "participants.register",
    *("participants.anonymous", "participants.consents", "participants.contact"),
    "participants.casework",
    "participants.employers",
    *(f"participants.{name}" for name in ("attendance", "benefits", "calendars", "certificates", "surveys")),
    *("participants.plans", "participants.week_sheets"),
    "participants.evidence",
    *("participants.merging", "participants.imports"),
    *("participants.privacy", "participants.own_page"),
    *(f"reporting.{name}" for name in ("reports", "cofinancing", "claims", "funders", "programme")),
    *(f"reporting.{name}" for name in ("published", "sampling", "statistics", "statistics.scb_template")),
    "esfportal",
    "esfportal.ui",
    "esfportal.demo",
]
INSTALLED_APPS = [
    *OUR_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    *("django.contrib.sitemaps", "django.contrib.staticfiles"),
    "django.contrib.humanize",
    "django.forms",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts.apps.HashedUserSessionsConfig",  # allauth.usersessions
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "esfportal.security.headers.HeadersMiddleware",
    "esfportal.operations.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "projects.bank.middleware.PublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.UserMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "esfportal.ui.form_addresses.FormAddressMiddleware",
    "accounts.middleware.AccessScopeMiddleware",  # reads the user: no other before it does
    "accounts.middleware.SessionTimeoutMiddleware",
    "accounts.middleware.SignInMiddleware",
    "accounts.middleware.ReauthenticationMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.audit.removed_rows.RowRemovedMiddleware",
    "participants.register.middleware.RecordLockedMiddleware",
    "accounts.middleware.RollbackMiddleware",  # the last, so that no other sees what is rolled back
]

ROOT_URLCONF = "esfportal.urls"
WSGI_APPLICATION = "esfportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # templates/django/forms/
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Where things are kept

DATABASES = {
    "default": dj_database_url.parse(
        DATABASE_URL, conn_max_age=number("DATABASE_CONN_MAX_AGE", 60), conn_health_checks=True
    )
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds
OPERATOR_SCOPE = "accounts.database_access.operator_scope"  # the access scope of management commands
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that all processes share the limits on sign-in attempts.
CACHES = {"default": {"BACKEND": "esfportal.security.signed_cache.SignedCache"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # the largest list: lists of people are never written to disk

# History (accounts/audit/row_history.py): events are plain rows without constraints, and a column that is added
# later is empty in older ones.

PGHISTORY_FIELD = pghistory.Field(null=True)
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_EXCLUDE_FIELD_KWARGS = {
    "django.db.models.Field": ["choices", "default", "help_text", "validators", "verbose_name"]
}

# Language and time

LANGUAGE_CODE, FORMAT_MODULE_PATH = "sv", "esfportal.ui.django_formats"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# Static files, served by the web process itself

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # otherwise read from STATICFILES_DIRS
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
    "reports": files.storage(
        os.environ.get("ESFPORTAL_FILES_URL", ""), timeout=number("ESFPORTAL_FILES_TIMEOUT", 10, least=1)
    ),
}
FILES_ROOT = Path(os.environ.get("ESFPORTAL_FILES") or VAR / "files")  # without an object store
UPLOAD_LIMIT = number("ESFPORTAL_UPLOAD_LIMIT", 20, least=1)  # MB
CLAMD_ADDRESS = files.clamd_address(os.environ.get("ESFPORTAL_CLAMD_URL", ""))
WHITENOISE_USE_FINDERS = ENV in ("development", "demo")
WHITENOISE_AUTOREFRESH = DEBUG

# Signing in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "full_name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
] + [{"NAME": f"accounts.backends.{name}"} for name in ("GuessablePassword", "NoDemoPassword")]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.signing_in.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator wrote the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no e-mail to an unknown address
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
ACCOUNT_RATE_LIMITS = {
    "login": None,  # accounts/signing_in/lockout.py counts: a municipality has one address
    "login_failed": None,
    "reset_password": "20/m/ip,3/h/key",
    "reauthenticate": "20/m/user",
}
SOCIALACCOUNT_ADAPTER = "accounts.signing_in.provider.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
MFA_ADAPTER = "accounts.signing_in.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.signing_in.forms.AuthenticateForm",
    "reauthenticate": "accounts.signing_in.forms.ReauthenticateForm",
    "login_webauthn": "accounts.signing_in.forms.LoginPasskeyForm",
    "authenticate_webauthn": "accounts.signing_in.forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "accounts.signing_in.forms.ReauthenticatePasskeyForm",
}
MFA_TOTP_TOLERANCE = 1  # half minutes that a telephone's clock may be off
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey counts as two factors
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator wrote the address
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0)
PASSWORD_RESET_TIMEOUT = 3600  # seconds
SESSION_ENGINE = "esfportal.security.hashed_sessions"
SESSION_COOKIE_AGE = 12 * 3600  # at most; and half an hour idle, see accounts/signing_in/sessions.py
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Security. In production TLS ends in front of the portal.
CSRF_FAILURE_VIEW = "accounts.middleware.csrf_failure"
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_TLS_PROXY") else None
SECURE_SSL_REDIRECT = SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"  # e-mails link to pages
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else f"session-{ENV}"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if PRODUCTION else "django_language"
DEVICE_COOKIE_NAME = "__Host-device" if PRODUCTION else "device"
MESSAGE_COOKIE_NAME = "__Host-messages" if PRODUCTION else "messages"
MESSAGE_STORAGE = "esfportal.security.message_cookie.MessageStorage"
POLICY_REPORTS = "/policy-reports/"
SECURE_CSP = content_policy.directives(POLICY_REPORTS, with_tls=PRODUCTION)

# Mail
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or "esfportal@localhost"
SUPPORT_ADDRESS = os.environ.get("SUPPORT_ADDRESS", "")  # shown at the foot of each page
# How many days before a report is due its project leaders are reminded.
REPORT_REMINDER_DAYS = numbers("REPORT_REMINDER_DAYS", "14,3", least=0, most=90)
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": os.environ.get("EMAIL_HOST") or "localhost",
            "port": number("EMAIL_PORT", 587),
            "username": os.environ.get("EMAIL_HOST_USER", ""),
            "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
            "use_tls": flag("EMAIL_USE_TLS", default=True),
            "timeout": 10,
        },
    }
    if PRODUCTION
    else {"BACKEND": "esfportal.operations.email_backend.EmailBackend"}
}

# Work outside the request (esfportal/jobs). The truth is a row in PostgreSQL, and the queue only wakes a
# worker: nothing here waits long for the broker, and the sweeper enqueues again what is left open.

JOB_KINDS = [
    "reporting.reports.jobs.ReportJobKind",
    "participants.register.exports.jobs.ListExportKind",
    "participants.certificates.group.jobs.GroupStepKind",
    "participants.imports.jobs.ImportJobKind",
    "participants.imports.marking.jobs.MarkingJobKind",
    "participants.imports.review.jobs.CheckingJobKind",
    "reporting.programme.cutoffs.jobs.CutoffExportKind",
]
JOB_LEASE_SECONDS = number("ESFPORTAL_JOB_LEASE", 30)  # a worker silent for so long has lost its job

# What funders and the public see of a report: no number of persons below the threshold, zero aside, and
# no share of fewer than the base (docs/disclosure-control.md).
SMALL_CELL_THRESHOLD = number("ESFPORTAL_SMALL_CELL_THRESHOLD", 5, least=3)
SMALL_BASE = number("ESFPORTAL_SMALL_BASE", 20, least=1)
# For figures of a whole project, by the audience (ReportFile.Audience).
SMALLEST_NUMBERS = audiences.SMALLEST_NUMBERS
SMALL_BASES = audiences.SMALL_BASES

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker without limit
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 10,  # seconds until a lost worker's message is sent again
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "global_keyprefix": os.environ.get("ESFPORTAL_REDIS_PREFIX", "esfportal:"),
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ALWAYS_EAGER = ENV == "test"  # tests run tasks at once
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_RESULT_BACKEND = None
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000  # KiB; a child that set many documents is replaced
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = schedule.SCHEDULE
CELERY_BEAT_SYNC_EVERY = 1  # write each run at once, for beat's health check
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")

# Review of the access log: limits of unusual access, and days until a month must be signed off.

ACCESS_LOG_OFFICE_HOURS = (7, 18)  # access before or after is outside office hours
ACCESS_LOG_SAMPLE = number("ESFPORTAL_READ_LOG_SAMPLE", 20)  # entries drawn for each month and project
ACCESS_LOG_MANY = number("ESFPORTAL_READ_LOG_MANY", 3)  # times the median day of the colleagues
ACCESS_LOG_MANY_FROM = number("ESFPORTAL_READ_LOG_MANY_FROM", 15)  # fewer people a day are never unusual
ACCESS_LOG_DUE_DAYS = number("ESFPORTAL_READ_LOG_DUE", 14)  # after the month's end

# Logs: to the error stream, without personal data (esfportal/operations/log_records.py). Addresses never hold
# personal data, so the request log may name them; statements do, so the SQL log stays off.

LOGGING = log_records.CONFIGURATION
