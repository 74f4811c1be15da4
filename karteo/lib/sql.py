"""Conditions in SQL as values that combine, and a short way to run a statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Where:
    """A condition with its parameters (`%s` style). Columns of the record's table are written `t.column`."""

    sql: str
    params: tuple[Any, ...] = field(default=())

    def __and__(self, other: Where) -> Where:
        if self == NONE or other == ALL:
            return self
        if other == NONE or self == ALL:
            return other
        return Where(f"({self.sql} AND {other.sql})", self.params + other.params)

    def __or__(self, other: Where) -> Where:
        if self == ALL or other == NONE:
            return self
        if other == ALL or self == NONE:
            return other
        return Where(f"({self.sql} OR {other.sql})", self.params + other.params)

    def __invert__(self) -> Where:
        """The opposite; a condition that is unknown (null) counts as not met."""
        if self in (ALL, NONE):
            return NONE if self == ALL else ALL
        return Where(f"(({self.sql}) IS NOT TRUE)", self.params)


ALL = Where("TRUE")
NONE = Where("FALSE")


def literal(text: str) -> str:
    """The text as a literal inside a statement that is run with parameters, for where none can stand."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def like(text: str) -> str:
    """The text as it stands literally inside a LIKE pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def rows(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a statement run on the request's connection; none when it returns nothing."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def replanned(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The same, planned for these very parameters: a search for one letter wants another plan than one for ten."""
    connection.ensure_connection()
    driver = connection.connection
    kept, driver.prepare_threshold = driver.prepare_threshold, None
    try:
        return rows(sql, params)
    finally:
        driver.prepare_threshold = kept
