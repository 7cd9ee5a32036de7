"""Checks of what authors send as a table or as addresses. Pure."""

from collections.abc import Mapping

from tenants.knowledge.types import Address, Table

MOST_COLUMNS = 12
MOST_ROWS = 200
LONGEST_CELL = 500
MOST_ADDRESSES = 300
ADDRESS_FIELDS = ("name", "address", "hours", "phone", "note")


class TableInvalid(ValueError):
    """Not {"columns": [text, ...], "rows": [[text, ...], ...]} with rows as long as the columns."""


class AddressesInvalid(ValueError):
    """Not a list of {"name", "address", "hours", "phone", "note"} with at least a name and an address each."""


def _cells(row: object) -> list[str]:
    if not isinstance(row, list) or not all(isinstance(cell, str | int | float) for cell in row):
        raise TableInvalid("a row is a list of texts")
    cells = [str(cell).strip() for cell in row]
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise TableInvalid(f"a cell is longer than {LONGEST_CELL} characters")
    return cells


def table(value: object) -> Table:
    """Return the table, its cells as text. Raises TableInvalid."""
    if not isinstance(value, Mapping) or not isinstance(value.get("rows"), list):
        raise TableInvalid("a table has columns and rows")
    columns = _cells(value.get("columns"))
    rows = [_cells(row) for row in value["rows"]]
    if not 1 <= len(columns) <= MOST_COLUMNS or not all(columns):
        raise TableInvalid(f"a table has 1 to {MOST_COLUMNS} columns, each with a name")
    if not 1 <= len(rows) <= MOST_ROWS or any(len(row) != len(columns) for row in rows):
        raise TableInvalid(f"a table has 1 to {MOST_ROWS} rows, each as long as its columns")
    return {"columns": columns, "rows": rows}


def addresses(value: object) -> list[Address]:
    """Return the addresses with every field present. Raises AddressesInvalid."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_ADDRESSES:
        raise AddressesInvalid(f"1 to {MOST_ADDRESSES} addresses are a list")
    return [_address(entry) for entry in value]


def _address(entry: object) -> Address:
    if not isinstance(entry, Mapping) or set(entry) - set(ADDRESS_FIELDS):
        raise AddressesInvalid("an address has " + ", ".join(ADDRESS_FIELDS) + " and nothing else")
    fields = {name: entry.get(name) or "" for name in ADDRESS_FIELDS}
    if not all(isinstance(text, str) and len(text) <= LONGEST_CELL for text in fields.values()):
        raise AddressesInvalid(f"each field of an address is a text of at most {LONGEST_CELL} characters")
    name, place, hours, phone, note = (str(fields[key]).strip() for key in ADDRESS_FIELDS)
    if not name or not place:
        raise AddressesInvalid("an address has a name and an address")
    return {"name": name, "address": place, "hours": hours, "phone": phone, "note": note}
