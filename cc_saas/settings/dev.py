"""One machine, started by `make run`: embedded services, the simulator, no TLS."""

from cc_saas.settings import env
from cc_saas.settings.base import *  # noqa: F403 - settings are one namespace by Django's design
from cc_saas.settings.base import PUBLIC_HOST

DEBUG = env.read("CC_DEBUG") == "1"
# The supervisor makes one and keeps it; by hand, without services, any will do.
SECRET_KEY = env.read("SECRET_KEY", "only-for-a-machine-where-nothing-runs-yet-" + "x" * 20)
PUBLIC_HOSTS = [PUBLIC_HOST, "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
CC_REQUIRE_SECOND_FACTOR = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
