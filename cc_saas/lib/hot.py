"""SQL for the paths that are counted in milliseconds: no query is compiled per row, no round trip made per table.

Measured on the voice webhook: a row written here costs about a third of `bulk_create`'s time in Python, and rows of
several tables sent together about half of what they cost one after the other. Everywhere else the ORM is the right tool.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

Row = Mapping[str, Any]
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows to be written into one table. Values left out are the fields' defaults.

    `unless_there` passes over rows that conflict. `then` is an expression, evaluated once for each row that was
    written, in the same statement (`pg_notify('router', '')`): fixed text, never data.
    """

    model: type[models.Model]
    rows: Sequence[Row]
    unless_there: bool = False
    then: str = ""

    @property
    def shape(self) -> "_Shape":
        """What its SQL depends on."""
        return self.model, len(self.rows), self.then, self.unless_there

    @property
    def values(self) -> list[Any]:
        """What goes into its placeholders."""
        return [_prepared(field, row) for row in self.rows for field in _fields(self.model)]


_Shape = tuple[type[models.Model], int, str, bool]


def write(*inserts: Insert) -> int:
    """Send all of them as one statement; returns how many rows of the last one were new.

    References between them hold, whatever their order: foreign keys are looked at when the transaction ends.
    """
    wanted = [insert for insert in inserts if insert.rows]
    if not wanted:
        return 0
    values = [value for insert in wanted for value in insert.values]
    return execute(_statement(tuple(insert.shape for insert in wanted)), values)


def execute(sql: str, params: Sequence[Any]) -> int:
    """Run one statement; returns how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def fetch(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement and return its rows as the driver gives them: UUIDs, instants and arrays are Python's."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def fetch_named(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
    """Run one statement and return its rows by the names of their columns."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@cache
def columns(model: type[models.Model], prefix: str) -> str:
    """Return the model's columns for a SELECT or RETURNING list, in the order that `instance` expects."""
    quote = connection.ops.quote_name
    return ", ".join(f"{prefix}.{quote(str(field.column))}" for field in model._meta.concrete_fields)


def instance(model: type[M], row: Sequence[Any]) -> M:
    """Return the model's instance of a row that was read by `columns`. JSON comes from the driver as text."""
    places = _json_places(model)
    values = (
        [json.loads(value) if place in places else value for place, value in enumerate(row)]
        if places
        else row
    )
    return model.from_db(DEFAULT_DB_ALIAS, _attributes(model), values)


@cache
def _attributes(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _json_places(model: type[models.Model]) -> frozenset[int]:
    fields = enumerate(model._meta.concrete_fields)
    return frozenset(place for place, field in fields if isinstance(field, models.JSONField))


def _prepared(field: "models.Field[Any, Any]", row: Row) -> Any:
    value = row[field.attname] if field.attname in row else field.get_default()
    # The driver takes UUIDs, instants, enums, numbers and lists as they are; of the fields in use JSON alone is not.
    return field.get_db_prep_save(value, connection) if isinstance(field, models.JSONField) else value


@cache
def _fields(model: type[models.Model]) -> "Sequence[models.Field[Any, Any]]":
    """Every column but a number that the database itself gives."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


@cache
def _statement(shapes: tuple[_Shape, ...]) -> str:
    """The last INSERT is the statement, those before it are its WITH: PostgreSQL carries all of them out."""
    *before, last = [_insert(*shape) for shape in shapes]
    together = ", ".join(f"part_{number} AS ({sql})" for number, sql in enumerate(before))
    return f"WITH {together} {last}" if before else last


def _insert(model: type[models.Model], count: int, then: str, unless_there: bool) -> str:  # noqa: FBT001 (a shape, unpacked)
    quote = connection.ops.quote_name
    fields = _fields(model)
    names = ", ".join(quote(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    conflict = " ON CONFLICT DO NOTHING" if unless_there else ""
    returning = f" RETURNING {then}" if then else ""
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * count)}{conflict}{returning}"  # noqa: S608 (names of our own models)
