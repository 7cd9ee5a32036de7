"""Translations without GNU gettext: `python -m tools.messages update|compile|check`.

`update` collects every visible string from Python, templates and JavaScript into locale/<language>/LC_MESSAGES;
`compile` makes what Django reads (never committed: it is made again whenever a catalogue is newer);
`check` fails for catalogues that are stale, incomplete or lose a placeholder.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
LANGUAGES = ("ru", "ka")
FLOORS = ("cc_saas", "tenants", "agents", "campaigns", "telephony")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # a date of its own would change every file at every run


def update() -> int:
    """Write the catalogues anew, keeping what is translated; answers the exit code."""
    for domain, template in _templates().items():
        for language in LANGUAGES:
            catalog = _read(language, domain)
            catalog.update(template, no_fuzzy_matching=True)
            path = _path(language, domain)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_written(_nameless(catalog)))
    return 0


def compile_all() -> int:
    """Make every .mo that is missing or older than its catalogue; answers the exit code."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            compiled = io.BytesIO()
            with source.open("rb") as file:
                write_mo(compiled, read_po(file, locale=source.parts[-3]))
            unfinished = target.with_suffix(".new")
            unfinished.write_bytes(compiled.getvalue())
            unfinished.replace(target)
    return 0


def check() -> int:
    """Say what is wrong with the catalogues; answers the exit code."""
    problems: list[str] = []
    for domain, template in _templates().items():
        for language in LANGUAGES:
            where = _path(language, domain).relative_to(ROOT)
            problems += [f"{where}: {what}" for what in _problems(template, _read(language, domain))]
    print(
        "\n".join(
            [*problems, f"{len(problems)} problems in translations" if problems else "translations are whole"]
        )
    )
    return 1 if problems else 0


def _problems(template: Catalog, catalog: Catalog) -> Iterator[str]:
    wanted, there = {_key(message) for message in template if message.id}, {_key(m) for m in catalog if m.id}
    for key in sorted(wanted ^ there, key=str):
        yield f"{'missing' if key in wanted else 'no longer used'} (make messages): {key[1]!r}"
    for message in catalog:
        if message.id and _key(message) in wanted:
            yield from _flaws(message)


def _flaws(message: Message) -> Iterator[str]:
    ids, texts = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield f"fuzzy: {ids[0]!r}"
    if not all(texts):
        yield f"not translated: {ids[0]!r}"
        return
    allowed = [set(PLACEHOLDER.findall(text)) for text in ids]
    for text in texts:
        # A plural form may say "one" in words, hence any of the source's forms will do.
        if set(PLACEHOLDER.findall(text)) not in allowed:
            yield f"placeholders differ: {ids[0]!r} -> {text!r}"


def _forms(text: object) -> list[str]:
    """One string, or the singular and the plurals."""
    return [str(form or "") for form in text] if isinstance(text, list | tuple) else [str(text or "")]


def _key(message: Message) -> tuple[str, str]:
    return (message.context or "", _forms(message.id)[0])


def _templates() -> dict[str, Catalog]:
    """The strings of this code, per domain."""
    server, browser = Catalog(), Catalog()
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                _add(server, path, "python", path.read_bytes())
        for path in sorted((ROOT / floor).rglob("templates/**/*.*")):
            if path.suffix in (".html", ".txt"):
                _add(server, path, "python", _templatized(path))
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        _add(browser, path, "javascript", path.read_bytes())
    return {"django": server, "djangojs": browser}


def _templatized(path: Path) -> bytes:
    """A template as Python calls; without indentation, which there would mean something."""
    text = templatize(path.read_text("utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in text.splitlines()).encode()


def _add(catalog: Catalog, path: Path, method: str, text: bytes) -> None:
    name = str(path.relative_to(ROOT))
    options = {"encoding": "utf-8"}
    for _line, ids, comments, context in extract(
        method, io.BytesIO(text), KEYWORDS, ["Translators:"], options
    ):
        catalog.add(ids, None, [(name, 1)], auto_comments=comments, context=context)


def _read(language: str, domain: str) -> Catalog:
    path = _path(language, domain)
    if not path.exists():
        return _nameless(Catalog(locale=language))
    with path.open("rb") as file:
        return _nameless(read_po(file, locale=language))


def _nameless(catalog: Catalog) -> Catalog:
    """Without what differs from machine to machine and day to day."""
    catalog.header_comment = "# Collected by `make messages`; the translations are written here by hand."
    catalog.creation_date = catalog.revision_date = NO_DATE
    catalog.project, catalog.version, catalog.msgid_bugs_address = "cc-saas", "1", "the project"
    catalog.last_translator = catalog.language_team = "the project"
    catalog.fuzzy = False
    return catalog


def _written(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog, width=110, ignore_obsolete=True, include_lineno=False, sort_output=True)
    return file.getvalue()


def _path(language: str, domain: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


ACTIONS: dict[str, Callable[[], int]] = {"update": update, "compile": compile_all, "check": check}

if __name__ == "__main__":
    sys.exit(ACTIONS[sys.argv[1]]())
