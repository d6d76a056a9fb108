"""SQLAlchemy's statements as the driver takes them; a prepared one is compiled once per dialect."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement, Insert, Update
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.visitors import iterate

Values = Mapping[str, Any] | Sequence[Any]


class Form:
    """One statement in one dialect: its SQL, the values it brings along, and its columns once it has run."""

    __slots__ = ("_compiled", "_in_order", "given", "names", "sql", "writes")

    def __init__(self, compiled: SQLCompiler) -> None:
        self.sql = compiled.string
        self.given: dict[str, Any] = {
            name: bind.effective_value for bind, name in compiled.bind_names.items() if not bind.required
        }
        self.names: tuple[str, ...] | None = None
        self.writes = bool(compiled.isinsert or compiled.isupdate or compiled.isdelete)
        # SQLite looks every name up anew in each call: it gets the values in their order.
        self._in_order = _in_order(compiled.positiontup or ()) if compiled.positional else None
        # A list in IN (…) has as many places as it has values: such SQL is finished with each call.
        self._compiled = compiled if compiled.post_compile_params or compiled.literal_execute_params else None

    def call(self, values: Mapping[str, Any]) -> tuple[str, Values]:
        """The SQL and all its values, the statement's own among them."""
        if self._compiled is not None:
            state = self._compiled.construct_expanded_state(dict(values))
            return state.statement, state.positional_parameters if self._in_order else state.parameters
        every = {**self.given, **values} if self.given else values
        return self.sql, self._in_order(every) if self._in_order else every


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


class Prepared:
    """A statement of a hot road: compiled at its first use in each dialect, afterwards only run.

    An INSERT without values takes the columns that are named in the call; so does an UPDATE, where a name that the
    statement itself binds belongs to its WHERE.
    """

    __slots__ = ("_forms", "_open", "statement")

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement
        self._open = _takes_columns(statement)
        self._forms: dict[object, Form] = {}

    def form(self, dialect: str, values: Mapping[str, Any]) -> Form:
        """How this statement reads in the dialect, with these names given."""
        key = (dialect, *values) if self._open else dialect
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = compiled(self.statement, dialect, values)
        return form


Statement = Prepared | ClauseElement


def prepared(statement: ClauseElement) -> Prepared:
    """Make a statement that is compiled once; keep it as a constant of the module."""
    return Prepared(statement)


def form_of(statement: Statement, dialect: str, values: Mapping[str, Any]) -> Form:
    """The statement as the driver takes it, compiled now unless it was prepared."""
    if isinstance(statement, Prepared):
        return statement.form(dialect, values)
    return compiled(statement, dialect, values)


def compiled(statement: ClauseElement, dialect: str, values: Mapping[str, Any]) -> Form:
    """Compile a statement for the dialect, with the columns that `values` names where it takes columns."""
    keys: Sequence[str] | None = None
    if _takes_columns(statement):
        bound = {part.key for part in iterate(statement) if isinstance(part, BindParameter)}
        keys = [name for name in values if name not in bound]
    made = statement.compile(dialect=_dialect(dialect), column_keys=keys)
    assert isinstance(made, SQLCompiler)  # noqa: S101  only tables' own DDL compiles to anything else
    return Form(made)


def _takes_columns(statement: ClauseElement) -> bool:
    if not isinstance(statement, (Insert, Update)):
        return False
    has_columns = statement._values or statement._multi_values or getattr(statement, "select", None) is not None
    return not has_columns


@cache
def _dialect(name: str) -> Dialect:
    if name == "sqlite":
        return SQLiteDialect_pysqlite(paramstyle="qmark")
    return PGDialect_psycopg(paramstyle="pyformat")  # type: ignore[no-untyped-call]
