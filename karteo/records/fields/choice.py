"""One of a list, and several of a list."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from karteo.lib.sql import Where, literal
from karteo.records.fields.base import Field, FieldError, Merge, Value

if TYPE_CHECKING:
    from karteo.records.context import Context

Option = dict[str, Any]  # {key, label, color, retired}


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """`list_name` names a list of the workspace that an administrator edits; `options` are fixed ones."""

    type: ClassVar[str] = "choice"

    list_name: str = ""
    options: tuple[Option, ...] = field(default=(), hash=False)

    def choices(self, ctx: Context) -> tuple[Option, ...]:
        return ctx.lists.get(self.list_name, ()) if self.list_name else self.options

    def check(self, raw: Value, ctx: Context) -> Value:
        allowed = [o["key"] for o in self.choices(ctx)]
        if not isinstance(raw, str) or raw not in allowed:
            raise FieldError(
                "not_in_list",
                f"“{str(raw)[:50]}” is not in the list.",
                {"value": str(raw)[:50], "allowed": allowed[:50]},
            )
        return raw

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        keys = ",".join(literal(o["key"]) for o in self.choices(ctx))
        return f"array_position(ARRAY[{keys}]::text[], {self.sql(alias)})"

    def schema(self, ctx: Context) -> dict[str, Any]:
        return super().schema(ctx) | {"list": self.list_name or None, "choices": [*self.choices(ctx)]}


@dataclass(frozen=True, kw_only=True)
class MultiChoice(Choice):
    type: ClassVar[str] = "multichoice"
    pg: ClassVar[str] = "jsonb"
    empty: ClassVar[Value] = []
    operators: ClassVar[tuple[str, ...]] = ("has", "has_any", "has_all", "empty", "filled")

    def parse(self, raw: Value, ctx: Context) -> Value:
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list):
            raise FieldError("type", "A list of choices is expected here.", {"expected": "list"})
        return list(dict.fromkeys(self.check(one, ctx) for one in raw))

    def merge(self, base: Value, theirs: Value, mine: Value) -> Merge:
        easy = super().merge(base, theirs, mine)
        return Merge(union(base, theirs, mine)) if easy.clash else easy

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        return super().argument("is" if op == "has" else "in", arg, ctx)

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        return has(self.json(), op, arg)

    def is_empty(self) -> Where:
        return Where(f"coalesce({self.json()}, '[]') = '[]'")

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return None


def union(base: Value, theirs: Value, mine: Value) -> list[Value]:
    """Both people's additions and both people's removals, in their order."""
    base, theirs, mine = base or [], theirs or [], mine or []
    gone = {one for one in base if one not in mine}
    return [one for one in theirs if one not in gone] + [o for o in mine if o not in base and o not in theirs]


def has(column: str, op: str, arg: Value) -> Where:
    """Containment in a jsonb list of texts; `@>` so that the GIN index serves it."""
    parts = [
        Where(f"coalesce({column} @> %s::jsonb, false)", (json.dumps([one]),))
        for one in ([arg] if op == "has" else arg)
    ]
    result = parts[0]
    for part in parts[1:]:
        result = result & part if op == "has_all" else result | part
    return result
