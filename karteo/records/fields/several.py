"""Several values of one kind, without an order that matters: tags, multiple choices."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from karteo.lib.sql import Where
from karteo.records.fields.base import Field, Merge, Value

if TYPE_CHECKING:
    from karteo.records.context import Context


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    pg: ClassVar[str] = "jsonb"
    empty: ClassVar[Value] = []
    operators: ClassVar[tuple[str, ...]] = ("has", "has_any", "has_all", "empty", "filled")

    def merge(self, base: Value, theirs: Value, mine: Value) -> Merge:
        """Both people's additions and both people's removals: nobody has to be asked."""
        easy = super().merge(base, theirs, mine)
        return Merge(union(base or [], theirs or [], mine or [])) if easy.clash else easy

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        parts = [self._has(one) for one in ([arg] if op == "has" else arg)]
        result = parts[0]
        for part in parts[1:]:
            result = result & part if op == "has_all" else result | part
        return result

    def _has(self, one: Value) -> Where:
        """Containment as it stands, because the GIN index serves it only so; unknown counts as not met anyway."""
        if self.custom:
            return self.held([[one]])
        return Where(f"{self.json()} @> %s::jsonb", (json.dumps([one]),))

    def is_empty(self) -> Where:
        return Where(f"coalesce({self.json()}, '[]') = '[]'")

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return None


def union(base: list[Value], theirs: list[Value], mine: list[Value]) -> list[Value]:
    """Theirs without what I removed, then what I added."""
    gone = {one for one in base if one not in mine}
    return [one for one in theirs if one not in gone] + [o for o in mine if o not in base and o not in theirs]
