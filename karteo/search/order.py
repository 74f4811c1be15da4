"""In which order a list stands, and the place in it from which the next page goes on.

Empty values stand last in both directions; the id breaks ties, so the order is total and a place in it stays
right while others write. The place is a signed text: it cannot be made up, only handed back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing

from karteo.lib.errors import Error, Refusal
from karteo.lib.sql import NONE, Where
from karteo.records.context import Context
from karteo.records.fields import Field

MOST = 3
_SALT = "karteo.search.place"
ALIASES = {"city": "addresses"}


@dataclass(frozen=True)
class Key:
    """One column of an order."""

    sql: str
    descending: bool
    text: bool
    empties: bool  # whether there can be empty ones; if not, they need no place at the end

    @property
    def filled(self) -> str:
        """The condition that a record has a value here."""
        return f"{self.sql} > ''" if self.text else f"{self.sql} IS NOT NULL"

    @property
    def value(self) -> str:
        """The value, null when empty."""
        return f"nullif({self.sql}, '')" if self.text and self.empties else self.sql


@dataclass(frozen=True)
class Order:
    """How a list is sorted: its keys, as asked for by `asked`."""

    asked: str
    keys: tuple[Key, ...]

    @property
    def descending(self) -> bool:
        """The direction of the first key, in which the id runs too."""
        return self.keys[0].descending

    def indexed(self, expressions: frozenset[str]) -> bool:
        """Whether an index has the records in this order; `expressions` are those of the type that have one."""
        return len(self.keys) == 1 and self.keys[0].sql in expressions


@dataclass(frozen=True)
class Place:
    """Behind which record a page begins: the values of its keys as text, None where empty, and its id."""

    values: tuple[str | None, ...]
    id: UUID

    def sealed(self, order: Order) -> str:
        """The place as a text for the client."""
        return signing.dumps([order.asked, list(self.values), self.id.hex], salt=_SALT)


def opened(sealed: str | None, order: Order) -> Place | None:
    """The place that was handed out for this order; Refusal for anything else."""
    if not sealed:
        return None
    try:
        asked, values, record = signing.loads(sealed, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        asked, values, record = None, [], ""
    if asked != order.asked:
        detail = "This place is not one of this list; begin again without it."
        raise Refusal([Error("after", "bad_place", {}, detail)])
    return Place(tuple(values), UUID(record))


def read(sort: str, fields: Mapping[str, Field], ctx: Context) -> Order:
    """The order of `name`, `-changed_at`, `city,-birth_date` …; Refusal for what cannot be sorted by."""
    names = [name.strip() for name in (sort or "name").split(",")]
    if len(names) > MOST:
        raise _refused("too_many", f"A list is sorted by at most {MOST} fields.", max=MOST)
    return Order(",".join(names), tuple(_key(name, fields, ctx) for name in names))


def _key(name: str, fields: Mapping[str, Field], ctx: Context) -> Key:
    plain = name.removeprefix("-").removeprefix("+")
    field = fields.get(ALIASES.get(plain, plain))
    sql = field.sort(ctx) if field else None
    if sql is None:
        raise _refused("not_sortable", "A list cannot be sorted by this.", field=plain[:100])
    text = "COLLATE" in sql or sql.startswith("t.sort_")
    return Key(sql, name.startswith("-"), text, empties=sql not in ("t.sort_name", "t.created_at", "t.changed_at"))


def _refused(code: str, detail: str, **params: Any) -> Refusal:
    return Refusal([Error("sort", code, params, detail)])


def behind(columns: list[tuple[str, bool]], values: list[Any]) -> Where:
    """Rows that come after these values, in the order of columns (SQL, descending); null is equal to null."""
    found, equal = NONE, Where("TRUE")
    for (sql, descending), value in zip(columns, values, strict=True):
        further = Where(f"{sql} {'<' if descending else '>'} %s", (value,)) if value is not None else NONE
        found |= equal & further
        equal &= Where(f"{sql} = %s", (value,)) if value is not None else Where(f"{sql} IS NULL")
    return found
