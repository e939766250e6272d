"""Settings, all from the environment; `docs/operations.md` describes each variable.

The defaults suit production: whatever is unsafe or missing there stops the start with a sentence that says what to set.
`./dev` sets what a development machine needs.
"""

import logging
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF

from candyplatform import logs, production, rate_limits
from candyplatform.api_settings import REST_FRAMEWORK, SPECTACULAR_SETTINGS
from candyplatform.base.browser_rules import open_to_any_site
from candyplatform.broker import celery_url
from candyplatform.celery import app as celery_app  # noqa: F401  (makes it the app of every shared task)
from candyplatform.data_catalog import DATA_CATALOG
from candyplatform.entrance import ENTRANCE
from candyplatform.journal_words import JOURNAL_CHANNELS, JOURNAL_WORDS
from candyplatform.network_settings import networks
from candyplatform.schedule import BEAT_SCHEDULE
from candyplatform.work_kinds import ENTRY_FOLLOWERS, JOURNAL_FOLLOWERS, WORK_KINDS

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- What this installation is ---------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000" if DEBUG else "").rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="Candystorm")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if SITE_URL else [])
STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / ".dev")))
# settings that stand in a module of their own
__all__ = [
    "DATA_CATALOG",
    "ENTRY_FOLLOWERS",
    "JOURNAL_CHANNELS",
    "JOURNAL_FOLLOWERS",
    "JOURNAL_WORDS",
    "REST_FRAMEWORK",
    "SPECTACULAR_SETTINGS",
    "WORK_KINDS",
]

ROOT_URLCONF = "candyplatform.urls"
WSGI_APPLICATION = "candyplatform.wsgi.application"

INSTALLED_APPS = [
    "candyplatform.base",
    "accounts",
    "campaigns",
    "api",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_structlog",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "candyplatform.base.browser_rules.BrowserRules",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.origin.RequestOrigin",
    "accounts.limited_pages.LimitedPages",
    "accounts.leaving.gate.Gate",
    "accounts.entrance.sessions.NoteVisits",
    "candyplatform.request_log.RequestLog",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "candyplatform.context.site",
            ],
        },
    },
]

FORM_RENDERER = "accounts.form_look.FormLook"

# --- Database: one database, two roles -------------------------------------------------------------------------------
# `default` is the role of web and worker processes: it owns nothing and bypasses nothing. `owner` migrates.


def _database(variable: str, fallback: str = "") -> dict[str, Any]:
    config: dict[str, Any] = dict(
        env.db_url(variable, default=fallback or "postgres://candystorm_app@localhost/candystorm")
    )
    config["ENGINE"] = "django.db.backends.postgresql"
    # A socket's folder comes as `?host=/run/…`, which is how libpq spells it too.
    config["HOST"] = config["HOST"] or config.get("OPTIONS", {}).pop("host", "")
    return config


_POOL = {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8), "timeout": 10}
_web_role = _database("DATABASE_URL")
DATABASES = {
    # The URL's own options stay: `?sslmode=require`.
    "default": _web_role | {"CONN_MAX_AGE": 0, "OPTIONS": {**_web_role.get("OPTIONS", {}), "pool": _POOL}},
    "owner": _database("DATABASE_OWNER_URL", "postgres://candystorm_owner@localhost/candystorm"),
}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Broker and cache ------------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "candy",
    },
    # What a process keeps for itself: a few copies of what it gave last, some 100 kB each.
    "near": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}
CELERY_BROKER_URL = celery_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE
CELERY_TIMEZONE = "UTC"

# --- People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# The address is unique by a constraint on its lower case form, which the check does not know. Whether browsers refuse
# plain HTTP for subdomains, and by a list of their own, is the operator's choice.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W005", "security.W021"]
globals().update(ENTRANCE)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"

# --- Languages and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ADD_HEADERS_FUNCTION = open_to_any_site
FILE_UPLOAD_HANDLERS = [
    "candyplatform.base.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# What is no file; the API's bodies are texts too.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- E-mail: rows first, then this backend ---------------------------------------------------------------------------
MAIL_DIR = STATE_DIR / "mail"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail://" if DEBUG else "smtp://localhost:25")
globals().update(EMAIL_CONFIG)
if EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend":
    EMAIL_FILE_PATH = str(MAIL_DIR)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <hello@localhost>" if DEBUG else "")

# --- The networks ----------------------------------------------------------------------------------------------------
NETWORKS = networks(env)
# How many posts a company is sent on one day (UTC) by all campaigns together before their pages say "enough for today"; staff
# may set another number for one company.
COMPANY_DAILY_POSTS = env.int("COMPANY_DAILY_POSTS", default=1000)
# For how long the other campaigns that ask a company rest once it answered one, in hours.
COMPANY_COOL_DOWN_HOURS = env.int("COMPANY_COOL_DOWN_HOURS", default=3)
# The key of the hashes by which authors who asked to be forgotten are known. With another key they would be stored again.
OPT_OUT_KEY = env.str("OPT_OUT_KEY", default="") or SECRET_KEY
# Loopback addresses the HTTP door may dial, as host:port: for the storm simulator on a development machine.
HTTP_ALLOW_LOOPBACK = env.list("HTTP_ALLOW_LOOPBACK", default=[])
# How much faster than life a rehearsal runs: divides the waits between looks at a post. For the storm simulator.
REHEARSAL_SPEED = env.float("REHEARSAL_SPEED", default=1.0)

# --- Safety ----------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        **({"upgrade-insecure-requests": True} if SITE_URL.startswith("https://") else {}),
    },
}
# Of whom a client's address is asked: as many proxies as stand in front, and no more.
_proxies = env.int("TRUSTED_PROXIES", default=1)
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = _proxies if env.bool("BEHIND_PROXY", default=False) else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
RATE_LIMITS = rate_limits.chosen(env.dict("RATE_LIMITS", default={}))
LIMITED_PAGES = rate_limits.PAGES
SECURE_SSL_REDIRECT = SITE_URL.startswith("https://")
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]  # a probe asks without a proxy in front
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
# Both speak for hosts that are not ours to speak for; so the operator says so, or nobody does.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT
# With the prefix browsers take the cookie from this very host over https only, and from no subdomain.
_cookie_prefix = "__Host-" if SECURE_SSL_REDIRECT else ""
SESSION_COOKIE_NAME = f"{_cookie_prefix}candystorm"
CSRF_COOKIE_NAME = f"{_cookie_prefix}csrftoken"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# --- Logs ------------------------------------------------------------------------------------------------------------
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_CELERY_TASK_RETRY_LOG_LEVEL = logging.DEBUG  # sweeps that came too late, above all
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING" if DEBUG else "INFO")
LOGGING = logs.configure(as_json=not DEBUG, level=LOG_LEVEL)

production.refuse_unsafe(globals())
