"""X-Twilio-Signature of what we send, and the URL that it is computed over (docs/usage/security)."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from twilio.request_validator import RequestValidator

from .types import Params


class Signer:
    """Signs with the account's primary token."""

    def __init__(self, auth_token: str) -> None:
        """Keep the token."""
        self._validator = RequestValidator(auth_token)

    def sign(self, *, url: str, form: Params, keep_https_port: bool) -> str:
        """The header's value; `form` is empty for GET. Twilio drops the port of https for documents."""
        return str(
            self._validator.compute_signature(signed_url(url, keep_https_port=keep_https_port), dict(form))
        )


def signed_url(url: str, *, keep_https_port: bool) -> str:
    """The URL without fragment and user; the port of https only where it is kept."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme == "https" and not keep_https_port:
        host = parts.hostname or host
    return urlunsplit((parts.scheme, host, parts.path, parts.query, ""))


def with_query(url: str, params: Params) -> str:
    """The URL of a GET webhook: parameters appended, fragment (connection overrides) removed."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(params)) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
