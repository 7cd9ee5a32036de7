"""Words of the directory. No Django here."""

import re

# A company's slug: the name of its schema and, with hyphens, of its host.
SLUG = re.compile(r"[a-z][a-z0-9_]{1,40}")
COLOUR = re.compile(r"#[0-9a-f]{6}")
# BCP 47 as far as we use it: language, script, region.
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")

# Schemas of PostgreSQL and of ours, and hosts that mean something else.
RESERVED = frozenset(
    {"public", "information_schema", "www", "api", "app", "admin", "mail", "localhost", "ws"}
)
RESERVED_STARTS = ("pg_", "cc_")

# Colours of companies that have chosen none: dark enough for white text, far from each other.
PALETTE = ("#0b5ed7", "#a61e4d", "#2b8a3e", "#8a3ffc", "#b35900", "#0b7285", "#862e9c", "#5c4813")


class CompanyUnknown(LookupError):
    """No company has that slug or id."""


class CompanyInvalid(ValueError):
    """What was given cannot be a company. `field` names the part."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def monogram_of(name: str) -> str:
    """Two letters that stand for the name: of its first two words, or of its only one."""
    words = re.findall(r"\w+", name)
    letters = words[0][:1] + words[1][:1] if len(words) > 1 else "".join(words)[:2]
    return letters.upper()[:2]


def colour_of(slug: str) -> str:
    """Always the same colour for the same slug."""
    return PALETTE[sum(slug.encode()) % len(PALETTE)]
