"""A number. Decimal numbers travel as text ("12.50"), so that no digit is lost on the way; years are whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context as Precision
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from karteo.lib.sql import Where
from karteo.records.fields.base import Field, FieldError, Value

if TYPE_CHECKING:
    from karteo.records.context import Context

NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,10})?")
EXACT = Precision(prec=40)  # more than 20 and 10 digits, of which the usual 28 would round some off


def decimal_text(raw: Value) -> str:
    """The shortest plain spelling of a number given as JSON number or as text with a decimal point."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise FieldError("not_a_number", "A number is expected here.")
    if isinstance(raw, float) and abs(raw) >= 2**53:  # digits were lost on the way: such a number is sent as text
        raise FieldError("not_a_number", "A number this large is sent as a text, so that no digit is lost.")
    text = raw.strip() if isinstance(raw, str) else format(Decimal(repr(raw)), "f") if abs(raw) < 1e21 else ""
    if not NUMBER.fullmatch(text):
        raise FieldError("not_a_number", "A number is expected here, like 1234.50.")
    value = Decimal(text)
    return format(value.normalize(EXACT) if value else Decimal(0), "f")


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """`whole` numbers are JSON integers, the others text."""

    type: ClassVar[str] = "number"
    pg: ClassVar[str] = "integer"
    operators: ClassVar[tuple[str, ...]] = ("is", "not", "lt", "le", "gt", "ge", "between", "in", "empty", "filled")

    whole: bool = False
    least: int | None = None
    most: int | None = None

    def parse(self, raw: Value, ctx: Context) -> Value:
        return None if raw is None or raw == "" else self.check(raw, ctx)

    def check(self, raw: Value, ctx: Context) -> Value:
        text = decimal_text(raw)
        value = Decimal(text)
        if self.whole and value != int(value):
            raise FieldError("not_whole", "A whole number is expected here.")
        if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
            raise FieldError(
                "out_of_range",
                f"Between {self.least} and {self.most} is possible.",
                {"least": self.least, "most": self.most},
            )
        return int(value) if self.whole else text

    def same(self, one: Value, other: Value) -> bool:
        return bool(one == other)

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return f"{self.sql(alias)}::numeric" if self.custom else self.sql(alias)

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        column = f"{self.sql()}::numeric"
        if op == "between":
            return Where(f"coalesce({column} BETWEEN %s::numeric AND %s::numeric, false)", tuple(arg))
        if op == "in":
            return Where(f"coalesce({column} = ANY(%s::numeric[]), false)", (arg,))
        sign = {"is": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}[op]
        return Where(f"coalesce({column} {sign} %s::numeric, false)", (arg,))

    def schema(self, ctx: Context) -> dict[str, Any]:
        return super().schema(ctx) | {"whole": self.whole, "least": self.least, "most": self.most}
