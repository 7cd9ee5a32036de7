"""SQL for the paths that are counted in milliseconds: no query is compiled per row, no round trip made per table.

Measured on the voice webhook: a row written here costs about a third of `bulk_create`'s time in Python, and rows of
several tables sent together about half of what they cost one after the other. What is `prepared` the server plans once
per session: planning an arrival took it longer than carrying it out. Everywhere else the ORM is the right tool.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from psycopg import sql

Row = Mapping[str, Any]
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows to be written into one table, all with the same columns. Those left out get the fields' defaults.

    `unless_there` passes over rows that conflict. `then` is an expression, evaluated once for each row that was
    written, in the same statement (`pg_notify('router', '')`): fixed text, never data. `computed` names columns whose
    value the database finds: an expression with one placeholder, fixed text as well, for which the row has the value.
    """

    model: type[models.Model]
    rows: Sequence[Row]
    unless_there: bool = False
    then: str = ""
    computed: tuple[tuple[str, str], ...] = ()

    @property
    def shape(self) -> "_Shape":
        """What its SQL depends on."""
        return self.model, tuple(self.rows[0]), len(self.rows), self.then, self.unless_there, self.computed

    @property
    def values(self) -> list[Any]:
        """What goes into its placeholders."""
        fields = _given(self.model, tuple(self.rows[0]))
        return [prepared(field, row[field.attname]) for row in self.rows for field in fields]


_Shape = tuple[type[models.Model], tuple[str, ...], int, str, bool, tuple[tuple[str, str], ...]]


def write(*inserts: Insert) -> int:
    """Send all of them as one statement; returns how many rows of the last one were new.

    References between them hold, whatever their order: foreign keys are looked at when the transaction ends.
    """
    if not any(insert.rows for insert in inserts):
        return 0
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(*_together(inserts))
        return int(cursor.rowcount)


def write_found(*inserts: Insert) -> list[tuple[Any, ...]]:
    """Send all of them as one statement; returns what the `then` of the last one, which has rows, gave for each."""
    return fetch_prepared(*_together(inserts))


def _together(inserts: Sequence[Insert]) -> tuple[str, list[Any]]:
    wanted = [insert for insert in inserts if insert.rows]
    values = [value for insert in wanted for value in insert.values]
    return _statement(tuple(insert.shape for insert in wanted)), values


def write_once(first: Insert, *inserts: Insert) -> bool:
    """Send all of them as one statement of which nothing happens unless `first`, a single row, is new; returns whether.

    Of two at the same instant the second waits until the first one's transaction has ended.
    """
    wanted = [first, *(insert for insert in inserts if insert.rows)]
    values = [value for insert in wanted for value in insert.values]
    return bool(fetch_prepared(_statement_once(tuple(insert.shape for insert in wanted)), values)[0][0])


def execute(statement: str, params: Sequence[Any] | Mapping[str, Any]) -> int:
    """Run one statement; returns how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def execute_prepared(statement: str, params: Sequence[Any] | Mapping[str, Any]) -> int:
    """The same for a statement that runs again and again, as `fetch_prepared`."""
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def fetch(statement: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement and return its rows as the driver gives them: UUIDs, instants and arrays are Python's."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def fetch_prepared(statement: str, params: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The same for a statement that runs again and again: it is planned once per session.

    The server puts the values in, so it must be able to tell each one's type: `= ANY(%s)`, not `%s IS NULL`.
    """
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def fetch_named(statement: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
    """Run one statement and return its rows by the names of their columns."""
    return _named(connection.cursor(), statement, params)


def fetch_named_prepared(statement: str, params: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same for a statement that runs again and again, as `fetch_prepared`."""
    return _named(connection.prepared_cursor(), statement, params)  # type: ignore[attr-defined]


def _named(opened: Any, statement: str, params: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
    with opened as cursor:
        cursor.execute(statement, params)
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


def prepared(field: "models.Field[Any, Any]", value: Any) -> Any:
    """Return a value as the driver takes it for this column."""
    # The driver takes UUIDs, instants, enums, numbers and lists as they are; of the fields in use JSON alone is not.
    return field.get_db_prep_save(value, connection) if isinstance(field, models.JSONField) else value


@cache
def _given(model: type[models.Model], names: tuple[str, ...]) -> "Sequence[models.Field[Any, Any]]":
    """The columns with a value of their own in each row. Raises KeyError for a name that is none."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [fields[name] for name in names]


@cache
def _defaults(model: type[models.Model], names: tuple[str, ...]) -> dict[str, str]:
    """The columns left out, each with its default as SQL, but for a number that the database itself gives.

    They are a part of the statement, not values: the driver keeps a parsed statement of up to 50 placeholders only.
    """
    left_out = [field for field in model._meta.concrete_fields if field.attname not in names]
    return {
        str(field.column): _literal(field) for field in left_out if not isinstance(field, models.AutoField)
    }


def _literal(field: "models.Field[Any, Any]") -> str:
    default = field.get_default()
    if callable(field.default) and default != field.get_default():
        raise TypeError(f"{field} is another each time: it must be given.")
    return sql.Literal(prepared(field, default)).as_string(None).replace("%", "%%")


@cache
def _statement(shapes: tuple[_Shape, ...]) -> str:
    """The last INSERT is the statement, those before it are its WITH: PostgreSQL carries all of them out."""
    *before, last = [_insert(*shape) for shape in shapes]
    together = ", ".join(f"part_{number} AS ({part})" for number, part in enumerate(before))
    return f"WITH {together} {last}" if before else last


@cache
def _statement_once(shapes: tuple[_Shape, ...]) -> str:
    """The first INSERT tells whether it wrote; the others select their values only where it did.

    Rows of one table are written one after the other, each after the one before: their numbers tell their order.
    """
    (model, names, count, _then, _unless_there, computed), *others = shapes
    parts = [f"is_new AS ({_insert(model, names, count, '1', True, computed)})"]
    for model, names, count, then, unless_there, computed in others:
        after = "is_new"
        for _ in range(count):
            part = _insert(model, names, 1, then or "1", unless_there, computed, only_after=after)
            after = f"part_{len(parts)}"
            parts.append(f"{after} AS ({part})")
    return f"WITH {', '.join(parts)} SELECT count(*) FROM is_new"  # noqa: S608


def _insert(
    model: type[models.Model],
    names: tuple[str, ...],
    count: int,
    then: str,
    unless_there: bool,  # noqa: FBT001 (a shape, unpacked)
    computed: tuple[tuple[str, str], ...],
    *,
    only_after: str = "",
) -> str:
    quote, found = connection.ops.quote_name, dict(computed)
    fields, defaults = _given(model, names), _defaults(model, names)
    columns = ", ".join(quote(str(column)) for column in [*(field.column for field in fields), *defaults])
    row = ", ".join([*(found.get(field.attname, "%s") for field in fields), *defaults.values()])
    conflict = " ON CONFLICT DO NOTHING" if unless_there else ""
    returning = f" RETURNING {then}" if then else ""
    # Only the values of a single row get the types of their columns when they are selected.
    given = f"SELECT {row} WHERE EXISTS (SELECT FROM {only_after})" if only_after else _values(row, count)  # noqa: S608
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {given}{conflict}{returning}"


def _values(row: str, count: int) -> str:
    return "VALUES " + ", ".join([f"({row})"] * count)
