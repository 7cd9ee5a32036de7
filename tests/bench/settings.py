"""The product's own settings, with two views more: the floor and a constant."""

from cc_saas.settings.dev import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
