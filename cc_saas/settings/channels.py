"""The channel layer: the pub/sub one, because it survives a restart of Redis (the core layer goes silent for ever)."""

from typing import Any

PREFIX = "cc"


def channel_layers(redis_url: str) -> dict[str, Any]:
    host = {
        "address": redis_url,
        "socket_timeout": None,  # a subscriber waits for ever by design; connecting and publishing do not
        "socket_connect_timeout": 1,
    }
    return {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [host], "prefix": PREFIX},
        }
    }
