"""One of a list, and several of a list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from karteo.lib.sql import literal
from karteo.records.fields.base import Field, FieldError, Value
from karteo.records.fields.several import Several

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

    def admits(self, value: Value, before: Value, ctx: Context) -> FieldError | None:
        """A retired choice stays where it is, and is given to no other record."""
        had = before if isinstance(before, list) else [before]
        retired = {o["key"] for o in self.choices(ctx) if o.get("retired")}
        for one in value if isinstance(value, list) else [value]:
            if one in retired and one not in had:
                return FieldError("retired_choice", f"“{one}” is no longer in use.", {"value": one})
        return None

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        keys = ",".join(literal(o["key"]) for o in self.choices(ctx))
        return f"array_position(ARRAY[{keys}]::text[], {self.sql(alias)})"

    def schema(self, ctx: Context) -> dict[str, Any]:
        return super().schema(ctx) | {"list": self.list_name or None, "choices": [*self.choices(ctx)]}


@dataclass(frozen=True, kw_only=True)
class MultiChoice(Several, Choice):
    type: ClassVar[str] = "multichoice"

    def parse(self, raw: Value, ctx: Context) -> Value:
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list):
            raise FieldError("type", "A list of choices is expected here.", {"expected": "list"})
        return list(dict.fromkeys(self.check(one, ctx) for one in raw))

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        return super().argument("is" if op == "has" else "in", arg, ctx)
