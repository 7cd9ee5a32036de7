"""The tests: real PostgreSQL and Valkey, cheap password hashes, mail kept in memory."""

from cc_saas.settings.dev import *  # noqa: F403 - settings are one namespace by Django's design

DEBUG = False
SECRET_KEY = "tests-only-" + "t" * 50
PUBLIC_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CC_REQUIRE_SECOND_FACTOR = False
