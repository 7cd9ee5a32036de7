"""Lists in the 2010 shape: the plural key is the only one that is not about paging."""

from collections.abc import Sequence
from urllib.parse import urlencode

from aiohttp import web

from telephony.simulator.types import JSON

from .errors import bad_value

META = frozenset({"PageSize", "Page", "PageToken"})
DEFAULT_SIZE = 50
MAX_SIZE = 1000


def page(request: web.Request, key: str, rows: Sequence[JSON]) -> web.Response:
    """One page of rows, by the query's Page and PageSize. Raises RestError."""
    size = min(_whole(request, "PageSize", DEFAULT_SIZE) or DEFAULT_SIZE, MAX_SIZE)
    number = _whole(request, "Page", 0)
    start = number * size
    chosen = list(rows[start : start + size])
    has_next = start + size < len(rows)
    body: JSON = {
        key: chosen,
        "first_page_uri": _uri(request, 0, size),
        "next_page_uri": _uri(request, number + 1, size) if has_next else None,
        "previous_page_uri": _uri(request, number - 1, size) if number else None,
        "uri": _uri(request, number, size),
        "page": number,
        "page_size": size,
        "start": start,
        "end": max(start + len(chosen) - 1, 0),
    }
    return web.json_response(body)


def _whole(request: web.Request, name: str, default: int) -> int:
    value = request.query.get(name, str(default))
    if not value.isdigit():
        raise bad_value(name, value)
    return int(value)


def _uri(request: web.Request, number: int, size: int) -> str:
    rest = [(k, v) for k, v in request.query.items() if k not in META]
    token = [("PageToken", f"PA{number}")] if number else []
    query = [*rest, ("PageSize", str(size)), ("Page", str(number)), *token]
    return f"{request.path}?{urlencode(query)}"
