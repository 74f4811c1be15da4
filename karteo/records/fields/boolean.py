"""Yes, no, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from karteo.lib.sql import Where
from karteo.records.fields.base import Field, FieldError, Value

if TYPE_CHECKING:
    from karteo.records.context import Context


@dataclass(frozen=True, kw_only=True)
class Boolean(Field):
    type: ClassVar[str] = "boolean"
    pg: ClassVar[str] = "boolean"
    operators: ClassVar[tuple[str, ...]] = ("is", "not", "empty", "filled")

    def parse(self, raw: Value, ctx: Context) -> Value:
        # its own, because `False in EMPTY` would be asked of numbers too: 0 == False
        return None if raw is None or raw == "" else self.check(raw, ctx)

    def check(self, raw: Value, ctx: Context) -> Value:
        if not isinstance(raw, bool):
            raise FieldError("type", "Yes or no is expected here.", {"expected": "boolean"})
        return raw

    def same(self, one: Value, other: Value) -> bool:
        return one is other

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        if self.custom:
            return self.held([arg])
        return Where(f"coalesce({self.sql()}::boolean = %s, false)", (arg,))
