"""A report as a file. No cell can become a formula: a spreadsheet would run it at the reader's.

What is written here comes from companies, operators and callers' networks. OWASP, "CSV Injection": a cell that begins
with = + - @ tab or carriage return may be run; in CSV it gets an apostrophe before it, in a workbook it is a string.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from campaigns.reports import reporting
from campaigns.reports.measures import FORMULAS, reckon
from campaigns.reports.reporting import Asked
from campaigns.reports.types import Format, Kind, Measure
from campaigns.reports.words import DIMENSIONS, MEASURES

MOST_ROWS = 50_000
"""More than a year of quarters of an hour has."""

IN_MEMORY = 2_000_000
"""Bytes of a workbook that are kept in memory; a larger one lies in a temporary file."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")

CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Cell = str | float | None


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def table(asked: Asked, *, now: datetime) -> Iterator[Sequence[Cell]]:
    """The heading and the rows: names as texts, counts, shares from 0 to 1, lengths in seconds, None for a dash."""
    yield [str(DIMENSIONS[asked.by]), *(_heading(column) for column in asked.columns)]
    for _key, label, sums in islice(reporting.rows(asked, now=now), MOST_ROWS):
        values = (reckon(measure=column, sums=sums) for column in asked.columns)
        yield [label or _("without a name"), *(_rounded(value) for value in values)]


def csv_lines(rows: Iterator[Sequence[Cell]]) -> Iterator[str]:
    """Lines of RFC 4180, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])


def workbook(rows: Iterator[Sequence[Cell]], *, title: str) -> IO[bytes]:
    """A workbook with one sheet, to be read from its beginning. Each row leaves the memory when it is written."""
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the response closes it)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(out, options)
    sheet = book.add_worksheet(title[:31])
    sheet.set_column(0, 0, 28)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write_number(at, column, cell)
    book.close()
    out.seek(0)
    return out


def file_name(asked: Asked, kind: Format) -> str:
    """Return a name that says what is in the file."""
    return f"report-{asked.by}-{asked.period.first}-{asked.period.last}.{kind}"


def _heading(measure: Measure) -> str:
    unit = _(", s") if FORMULAS[measure][1] is Kind.SECONDS else ""
    return f"{MEASURES[measure]}{unit}"


def _rounded(value: float | None) -> float | None:
    return round(value, 4) if isinstance(value, float) else value


class _Line:
    """What `csv` writes into: it hands each line back."""

    def write(self, line: str) -> str:
        return line
