"""Several people of this workspace: who is chosen for a record, who is mentioned in a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from karteo.records.fields.base import FieldError, Value, an_id
from karteo.records.fields.several import Several

if TYPE_CHECKING:
    from karteo.records.context import Context

MOST = 200


@dataclass(frozen=True, kw_only=True)
class People(Several):
    type: ClassVar[str] = "users"

    def check(self, raw: Value, ctx: Context) -> Value:
        if isinstance(raw, list) and len(raw) > MOST:
            raise FieldError("too_many", f"At most {MOST} people can be chosen.", {"max": MOST, "count": len(raw)})
        if not isinstance(raw, list):
            raise FieldError("type", "A list of people is expected here.", {"expected": "list"})
        return list(dict.fromkeys(an_id(one, "a person", f"[{at}]") for at, one in enumerate(raw)))

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        if op == "has":
            return ctx.me if arg == "me" and ctx.me else an_id(arg, "a person")
        if not isinstance(arg, list) or not arg:
            raise FieldError("argument", f"“{op}” needs a list.", {"op": op})
        return [self.argument("has", one, ctx) for one in arg]

    def users(self, value: Value) -> Sequence[str]:
        return value or ()
