"""Errors as Twilio writes them: {code, message, more_info, status}."""

import json

from aiohttp import web


class RestError(Exception):
    """A request that is refused; `status` is HTTP's, `code` Twilio's."""

    def __init__(self, status: int, code: int, message: str) -> None:
        """Keep the three."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def response(self) -> web.Response:
        """The body that the official client reads."""
        body = {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
        return web.Response(text=json.dumps(body), status=self.status, content_type="application/json")


def not_found(request: web.Request) -> RestError:
    """20404 for what is not there (any more)."""
    return RestError(404, 20404, f"The requested resource {request.path} was not found")


def bad_value(name: str, value: str, code: int = 20001) -> RestError:
    """A parameter with a value that it cannot have."""
    return RestError(400, code, f"Invalid value for {name}: {value!r}")
