"""What every room's tables share: one metadata with named constraints, and the kinds of columns we use.

Ids are text of 26 characters (`database.ids`), instants are whole milliseconds since 1970 UTC, JSON is text made once.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column(name: str, *, primary: bool = False, optional: bool = False) -> Column[Any]:
    """A column that holds one of our ids."""
    return Column(name, String(26), primary_key=primary, nullable=optional)


def words(name: str, *, primary: bool = False, optional: bool = False, default: str | None = None) -> Column[Any]:
    """A column of text, JSON among it."""
    return Column(name, Text, primary_key=primary, nullable=optional, server_default=default)


def instant(name: str, *, optional: bool = False) -> Column[Any]:
    """A column of milliseconds since 1970 UTC."""
    return Column(name, BigInteger, nullable=optional)


def number(name: str, *, primary: bool = False, optional: bool = False, default: str | None = None) -> Column[Any]:
    """A column of whole numbers."""
    return Column(name, Integer, primary_key=primary, nullable=optional, server_default=default, autoincrement=False)


def yes_or_no(name: str) -> Column[Any]:
    """A column of yes or no; SQLite gives 0 and 1 back."""
    return Column(name, Boolean, nullable=False)
