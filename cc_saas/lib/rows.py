"""Whole rows on the paths that are counted in milliseconds: read with what they refer to, changed, and removed.

For the ORM a row is cheap to run and dear to say: compiling its statement takes several times as long as PostgreSQL
takes to answer it. Here the text is put together once for each place that asks. `this` is the row in every condition.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection, models

from cc_saas.lib.hot import columns, execute, execute_prepared, fetch, fetch_prepared, instance
from cc_saas.lib.hot import prepared as as_given

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Sql:
    """A value that the database finds: fixed text, never data, with `params` for its placeholders."""

    text: str
    params: tuple[Any, ...] = ()


NEXT_VERSION = Sql("version + 1")
NEXT_SEQ = Sql("seq + 1")


@dataclass(frozen=True, slots=True)
class _Related:
    """A row that is read along: `call__tenant` is the `tenant` of what stands at `call`."""

    path: str
    model: type[models.Model]
    field: Any

    @property
    def parent(self) -> str:
        return self.path.rpartition("__")[0]

    @property
    def alias(self) -> str:
        return f'"{self.path}"'  # `user` is a word of SQL


class Rows(Generic[M]):
    """Rows of one model, each with the rows that its foreign keys name by `paths`, parents first.

    Where they are `prepared` the server plans a statement once per session: for those that many a second ask for. It
    must be able to tell the type of each value then: `= ANY(%s)`, not `%s IS NULL`.
    """

    def __init__(self, model: type[M], *paths: str, prepared: bool = False) -> None:
        self._model, self._paths = model, paths
        self._fetch = fetch_prepared if prepared else fetch
        self._execute = execute_prepared if prepared else execute
        self._texts: dict[tuple[Any, ...], str] = {}

    def first(self, where: str, params: Sequence[Any]) -> M | None:
        """Return the first row for which the condition holds; `where` may go on with ORDER BY, or FOR."""
        found = self.all(where, params)
        return found[0] if found else None

    def all(self, where: str, params: Sequence[Any]) -> list[M]:
        """Return every row for which the condition holds."""
        table = self._model._meta.db_table
        text = self._text(("all", where), lambda: f"{self._select(f'{table} this')} WHERE {where}")
        return [self._row(row) for row in self._fetch(text, params)]

    def changed(self, where: str, params: Sequence[Any], *, also: str = "", **values: Any) -> M | None:
        """Change the row for which the condition holds and return it as it is then; None when there is none.

        `also` is carried out by the same statement, over `this` as it is then: fixed text, never data.
        """

        def text() -> str:
            along = f", along AS ({also})" if also else ""
            return (
                f"WITH this AS ({self._update(where, values)} RETURNING this.*){along} {self._select('this')}"
            )

        found = self._fetch(
            self._text(("changed", where, also, *_shape(values)), text), self._params(values, params)
        )
        return self._row(found[0]) if found else None

    def change(self, where: str, params: Sequence[Any], **values: Any) -> int:
        """Change every row for which the condition holds; returns how many there were."""
        text = self._text(("change", where, *_shape(values)), lambda: self._update(where, values))
        return self._execute(text, self._params(values, params))

    def _text(self, key: tuple[Any, ...], make: Any) -> str:
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = make()
        return text

    def _update(self, where: str, values: dict[str, Any]) -> str:
        given = {
            self._fields[name].column: value.text if isinstance(value, Sql) else "%s"
            for name, value in values.items()
        }
        sets = ", ".join(f"{connection.ops.quote_name(name)} = {text}" for name, text in given.items())
        return f"UPDATE {self._model._meta.db_table} this SET {sets} WHERE {where}"  # noqa: S608 (names of our own models)

    def _params(self, values: dict[str, Any], params: Sequence[Any]) -> list[Any]:
        found: list[Any] = []
        for name, value in values.items():
            found += value.params if isinstance(value, Sql) else [as_given(self._fields[name], value)]
        return [*found, *params]

    def _select(self, source: str) -> str:
        parts = [columns(self._model, "this"), *(columns(one.model, one.alias) for one in self._related)]
        return f"SELECT {', '.join(parts)} FROM {source} {' '.join(self._joins())}"  # noqa: S608 (names of our own models)

    def _joins(self) -> Iterator[str]:
        for one in self._related:
            parent = f'"{one.parent}"' if one.parent else "this"
            at = f"{one.alias}.{one.field.target_field.column} = {parent}.{one.field.column}"
            yield f"LEFT JOIN {one.model._meta.db_table} {one.alias} ON {at}"

    def _row(self, row: Sequence[Any]) -> M:
        width = len(self._model._meta.concrete_fields)
        this = instance(self._model, row[:width])
        by_path: dict[str, Any] = {"": this}
        for one in self._related:
            end = width + len(one.model._meta.concrete_fields)
            part, width, parent = row[width:end], end, by_path[one.parent]
            by_path[one.path] = instance(one.model, part) if part[_key_place(one.model)] is not None else None
            if parent is not None:
                one.field.set_cached_value(parent, by_path[one.path])
        return this

    @cached_property
    def _fields(self) -> dict[str, Any]:
        fields = self._model._meta.concrete_fields
        return {field.attname: field for field in fields} | {field.name: field for field in fields}

    @cached_property
    def _related(self) -> list[_Related]:
        found: list[_Related] = []
        by_path: dict[str, type[models.Model]] = {"": self._model}
        for path in self._paths:
            parent, _, name = path.rpartition("__")
            field: Any = by_path[parent]._meta.get_field(name)
            by_path[path] = field.related_model
            found.append(_Related(path=path, model=field.related_model, field=field))
        return found


def remove(model: type[models.Model], key: UUID | int) -> bool:
    """Delete a row with what belongs to it, in one statement; False when it was gone. No signal is sent.

    References are looked at when the transaction ends. Raises TypeError where what belongs to it owns rows itself.
    """
    return bool(execute_prepared(_removal(model), {"key": key}))


@cache
def _removal(model: type[models.Model]) -> str:
    """What belongs to the row goes in a WITH: PostgreSQL carries all of them out."""
    owned = [(found.related_model._meta.db_table, found.field.column) for found in _owned(model)]
    parts = [f"DELETE FROM {table} WHERE {column} = %(key)s" for table, column in owned]  # noqa: S608
    together = ", ".join(f"part_{number} AS ({part})" for number, part in enumerate(parts))
    own = f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.column} = %(key)s"  # noqa: S608
    return f"WITH {together} {own}" if parts else own


def _owned(model: type[models.Model]) -> list[Any]:
    found: list[Any] = list(model._meta.related_objects)
    if any(one.on_delete is not models.CASCADE or one.related_model._meta.related_objects for one in found):
        raise TypeError(f"{model} is not removed in one statement: ask the ORM.")
    return found


def _shape(values: dict[str, Any]) -> tuple[Any, ...]:
    """What the text of an UPDATE depends on."""
    return tuple((name, value.text if isinstance(value, Sql) else "") for name, value in values.items())


@cache
def _key_place(model: type[models.Model]) -> int:
    return [field.primary_key for field in model._meta.concrete_fields].index(True)
