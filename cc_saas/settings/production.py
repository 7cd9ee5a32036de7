"""A real installation: nothing is guessed, everything that is missing or weak stops the start."""

from django.core.exceptions import ImproperlyConfigured

from cc_saas.settings import env
from cc_saas.settings.base import *  # noqa: F403 - settings are one namespace by Django's design
from cc_saas.settings.base import CC_DATA_DIR, CC_WS_URL, PUBLIC_BASE_URL, PUBLIC_HOST

DEBUG = False
SECRET_KEY = env.required("SECRET_KEY", why="it signs sessions and mails")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 random characters.")

for _name, _why in {
    "DATABASE_URL": "where PostgreSQL answers",
    "REDIS_URL": "where Redis or Valkey answers",
    "PUBLIC_BASE_URL": "the base of every webhook URL",
    "CC_WS_URL": "where browsers reach the websocket server",
    "CC_COMPANY_DOMAIN": "the domain under which companies have their hosts",
    "TWILIO_ACCOUNT_SID": "the carrier's account",
    "TWILIO_AUTH_TOKEN": "the key of the carrier's signatures",
}.items():
    env.required(_name, why=_why)
if not PUBLIC_BASE_URL.startswith("https://") or not CC_WS_URL.startswith("wss://"):
    raise ImproperlyConfigured("PUBLIC_BASE_URL must begin with https:// and CC_WS_URL with wss://.")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
# Probes come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies stand before us and add to X-Forwarded-For: limits of sign-in count by the browser's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole_number("CC_PROXIES", 1, most=9)
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
CC_REQUIRE_SECOND_FACTOR = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(CC_DATA_DIR / "media")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.read("EMAIL_HOST", "localhost")
EMAIL_PORT = env.whole_number("EMAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.read("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.read("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.read("EMAIL_USE_TLS") == "1"
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.read("DEFAULT_FROM_EMAIL", f"no-reply@{PUBLIC_HOST}")
