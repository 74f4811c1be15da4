"""One record of this workspace, and one person of this workspace. That they exist is checked by the door,
for all edits at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from karteo.lib.sql import Where
from karteo.records.fields.base import Field, Value, an_id

if TYPE_CHECKING:
    from karteo.records.context import Context


@dataclass(frozen=True, kw_only=True)
class Link(Field):
    type: ClassVar[str] = "link"
    pg: ClassVar[str] = "uuid"

    target: str = "contact"

    def check(self, raw: Value, ctx: Context) -> Value:
        return an_id(raw, "a record")

    def links(self, value: Value) -> Sequence[str]:
        return (value,) if value else ()

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        if self.custom:
            return self.held(arg if op == "in" else [arg])
        if op == "in":
            return Where(f"coalesce({self.sql()}::uuid = ANY(%s::uuid[]), false)", (arg,))
        return Where(f"coalesce({self.sql()}::uuid = %s::uuid, false)", (arg,))

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return None

    def schema(self, ctx: Context) -> dict[str, Any]:
        return super().schema(ctx) | {"target": self.target}


@dataclass(frozen=True, kw_only=True)
class Person(Link):
    """A user of the workspace: the owner of a record, for example."""

    type: ClassVar[str] = "user"

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        return super().argument(op, ctx.me if arg == "me" and ctx.me else arg, ctx)

    def links(self, value: Value) -> Sequence[str]:
        return ()

    def users(self, value: Value) -> Sequence[str]:
        return (value,) if value else ()

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        ids = ",".join(f"'{user}'" for user in ctx.users_by_name())
        return f"array_position(ARRAY[{ids}]::uuid[], {self.sql(alias)}::uuid)"
