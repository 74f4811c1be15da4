"""An amount of money: {"amount": "1234.50", "currency": "EUR"} (ISO 4217 code)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from karteo.lib.sql import Where
from karteo.records.fields.base import Field, FieldError, Value
from karteo.records.fields.number import decimal_text

if TYPE_CHECKING:
    from karteo.records.context import Context


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    type: ClassVar[str] = "money"
    pg: ClassVar[str] = "jsonb"
    operators: ClassVar[tuple[str, ...]] = ("is", "not", "lt", "le", "gt", "ge", "between", "empty", "filled")

    def check(self, raw: Value, ctx: Context) -> Value:
        if not isinstance(raw, dict) or set(raw) != {"amount", "currency"}:
            raise FieldError("type", "An amount and a currency are expected here.", {"expected": "money"})
        if not isinstance(raw["currency"], str) or not re.fullmatch(r"[A-Z]{3}", raw["currency"]):
            raise FieldError("currency", "The currency is a code of three letters, like EUR.", place=".currency")
        return {"amount": decimal_text(raw["amount"]), "currency": raw["currency"]}

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        """Money is compared by its amount."""
        if op == "between":
            return super().argument(op, arg, ctx)
        return decimal_text(arg["amount"] if isinstance(arg, dict) and "amount" in arg else arg)

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return f"({self.json(alias)}->>'amount')::numeric"

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        column = f"({self.json()}->>'amount')::numeric"
        if op == "between":
            return Where(f"coalesce({column} BETWEEN %s::numeric AND %s::numeric, false)", tuple(arg))
        sign = {"is": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}[op]
        return Where(f"coalesce({column} {sign} %s::numeric, false)", (arg,))
