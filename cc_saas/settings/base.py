"""What every installation shares."""

import gc
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from cc_saas.settings import env, twilio
from cc_saas.settings.apps import INSTALLED_APPS as INSTALLED_APPS
from cc_saas.settings.apps import SHARED_APPS as SHARED_APPS
from cc_saas.settings.apps import TENANT_APPS as TENANT_APPS
from cc_saas.settings.celery import celery_settings
from cc_saas.settings.channels import PREFIX, channel_layers
from cc_saas.settings.csp import policy
from cc_saas.settings.database import ROLES, databases
from cc_saas.settings.logging import logging_settings
from cc_saas.settings.rest import REST_FRAMEWORK as REST_FRAMEWORK
from cc_saas.settings.rest import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS

# What is imported from here on stays. The collector would walk over all of it some 300 times, for a fifth of the CPU
# that a start takes; LibConfig.ready lets it work again.
gc.disable()

BASE_DIR: Path = env.BASE_DIR
CC_DATA_DIR: Path = env.data_dir()
CC_ROLE = env.one_of("CC_ROLE", ROLES, "command")

LOGGING = logging_settings(CC_ROLE)

# --- addresses
CC_PORT = env.whole_number("CC_PORT", 8000, least=1, most=65000)
PUBLIC_BASE_URL = env.url("PUBLIC_BASE_URL", f"http://localhost:{CC_PORT}", schemes=("http", "https"))
PUBLIC_HOST = urlsplit(PUBLIC_BASE_URL).hostname or "localhost"
CC_WS_URL = env.url("CC_WS_URL", f"ws://localhost:{CC_PORT + 1}", schemes=("ws", "wss"))
CC_COMPANY_DOMAIN = env.matching(
    "CC_COMPANY_DOMAIN", r"[a-z0-9-]+(\.[a-z0-9-]+)*", "localhost", meaning="a bare domain name in lower case"
)
# Unknown hosts are answered 404 by HostMiddleware, which knows the companies; /healthz must answer on any.
ALLOWED_HOSTS = ["*"]
PUBLIC_HOSTS = [PUBLIC_HOST]

# --- data
REDIS_URL = env.url("REDIS_URL", "redis://127.0.0.1:6379/0", schemes=("redis", "rediss", "unix"))
DATABASES = databases(CC_ROLE)
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "directory.Tenant"
TENANT_DOMAIN_MODEL = "directory.Domain"
PUBLIC_SCHEMA_NAME = "public"
# One SET search_path per switch instead of one per cursor; the guard and its tests make that safe.
TENANT_LIMIT_SET_CALLS = True
TENANT_BASE_MIGRATE_COMMAND = "cc_saas.lib.management.migrate_one.Command"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CHANNEL_LAYERS = channel_layers(REDIS_URL)
CHANNEL_PREFIX = PREFIX
CELERY = celery_settings(REDIS_URL)
CACHES = {
    "default": {
        "BACKEND": "cc_saas.lib.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}

# --- the carrier
TWILIO_ACCOUNT_SID = twilio.ACCOUNT_SID
TWILIO_AUTH_TOKEN = twilio.AUTH_TOKEN
TWILIO_API_KEY_SID = twilio.API_KEY_SID
TWILIO_API_KEY_SECRET = twilio.API_KEY_SECRET
TWILIO_API_BASE_URL = twilio.API_BASE_URL
# host:port pairs that may be asked though they are not public (cc_saas.lib.outward): the tests' own server, nothing else.
CC_TRUSTED_ADDRESSES: frozenset[str] = frozenset()
# Countries whose public holidays a company may choose beside those of its own numbers (ISO 3166).
CC_HOLIDAY_COUNTRIES = ("AM", "AZ", "CN", "DE", "FR", "GB", "GE", "KZ", "NL", "RU", "TR", "UA", "US")
CC_SIMULATOR_URL = twilio.SIMULATOR_URL
CC_SOFTPHONE = twilio.softphone()

# --- the web
ROOT_URLCONF = "cc_saas.urls.desk"
COMPANY_URLCONF = "cc_saas.urls.company"
WSGI_APPLICATION = "cc_saas.wsgi.application"
ASGI_APPLICATION = "cc_saas.asgi.application"
APPEND_SLASH = False
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cc_saas.lib.tenancy.HostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.accounts.middleware.SessionHostMiddleware",
    "tenants.accounts.middleware.AccessMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cc_saas" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = CC_DATA_DIR / "static"
# The carrier plays what says that it is sound; whitenoise's own table does not know WAV.
WHITENOISE_MIMETYPES = {".wav": "audio/wav"}
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = CC_DATA_DIR / "media"
CONTENT_SECURITY_POLICY = policy(ws_url=CC_WS_URL, softphone=CC_SOFTPHONE, carrier_url=TWILIO_API_BASE_URL)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# --- sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["tenants.accounts.backends.MembershipBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "tenants.accounts.sessions"
SESSION_COOKIE_NAME = "cc_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a shift
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_NAME = "cc_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cc_saas.lib.problems.csrf_failure"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "tenants.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Call centre"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# --- language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("ka", _("Georgian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "cc_saas.settings.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
