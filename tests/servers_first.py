"""A plugin of pytest (see `addopts`) that starts the servers of a run before anything reads the settings.

A conftest would be too late: where `DJANGO_SETTINGS_MODULE` is in the environment, as it is in xdist's workers,
pytest-django reads the settings before any conftest, and every worker would use the first process's Valkey.
"""

from tests import services

services.start()
