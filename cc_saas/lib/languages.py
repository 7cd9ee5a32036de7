"""Language tags (BCP 47), compared as routing and speech compare them."""

from functools import lru_cache


@lru_cache(maxsize=1000)
def primary(language: str) -> str:
    """Return the primary part of a tag in lower case: `en` of en-GB and of en_US (RFC 5646, 2.2.1)."""
    return language.replace("_", "-").split("-", 1)[0].lower()
