"""Every address of the product, read from Django's own resolvers: a new route is tested by being there."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

DESK = "cc_saas.urls.desk"
COMPANY = "cc_saas.urls.company"
CONVERTER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
REGEX_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>[^)]*\)")


@dataclass(frozen=True)
class Route:
    """One address: its pattern (parameters as `<kind:name>`), and what answers."""

    pattern: str
    view: Callable[..., Any]

    @property
    def has_parameters(self) -> bool:
        return "<" in self.pattern

    def path(self, values: Mapping[str, object]) -> str:
        """The address with each parameter filled: by its name, else by its kind, else with a word."""

        def fill(found: re.Match[str]) -> str:
            return str(values.get(found["name"], values.get(found["kind"] or "str", "x")))

        return CONVERTER.sub(fill, self.pattern)

    def __str__(self) -> str:
        return self.pattern


def routes(urlconf: str) -> list[Route]:
    """Every route of one URL conf."""
    return list(_walk(get_resolver(urlconf), "/"))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        where = prefix + _text(entry)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, where)
        else:
            yield Route(where, entry.callback)


def _text(entry: URLPattern | URLResolver) -> str:
    text = str(entry.pattern)
    if isinstance(entry.pattern, RegexPattern):
        text = REGEX_GROUP.sub(r"<\g<name>>", text).strip("^$").replace(r"\Z", "").replace("\\", "")
    return text
