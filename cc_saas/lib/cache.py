"""The cache: shared by all processes, and merely empty while Redis is gone. Nothing but limits of attempts stands in it."""

import logging
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache

from cc_saas.lib.circuit import Circuit

logger = logging.getLogger(__name__)

_circuit = Circuit()
_GONE = (redis.RedisError, OSError)


class ForgivingRedisCache(RedisCache):
    """Signing in must work without Redis: a read finds nothing, a write is lost."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try("get", default, key, default, version=version)

    def set(self, key: Any, value: Any, timeout: Any = 300, version: int | None = None) -> None:
        self._try("set", None, key, value, timeout=timeout, version=version)

    def add(self, key: Any, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        return bool(self._try("add", True, key, value, timeout=timeout, version=version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._try("incr", delta, key, delta, version=version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._try("delete", False, key, version=version))

    def _try(self, method: str, otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        if _circuit.is_open():
            return otherwise
        try:
            return getattr(super(), method)(*args, **kwargs)
        except _GONE as error:
            _circuit.failed()
            logger.warning("cache not reached", extra={"error": type(error).__name__})
            return otherwise
