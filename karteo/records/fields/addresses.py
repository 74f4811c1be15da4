"""Postal addresses, in the parts that vCard's ADR has (RFC 6350 section 6.3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from karteo.lib.sql import Where, like
from karteo.records.fields.base import FieldError, Value
from karteo.records.fields.items import Items
from karteo.records.fields.text import clean

if TYPE_CHECKING:
    from karteo.records.context import Context

PARTS = ("street", "extra", "po_box", "postcode", "city", "region", "country")
NAMES = frozenset(PARTS)


@dataclass(frozen=True, kw_only=True)
class Addresses(Items):
    type: ClassVar[str] = "addresses"
    parts: ClassVar[tuple[str, ...]] = PARTS

    def one(self, raw: Value, ctx: Context) -> Value:
        if not isinstance(raw, dict) or not raw.keys() <= NAMES:
            raise FieldError("type", "An address has street, postcode, city …", {"expected": "address"})
        found = {}
        for part in PARTS:
            try:
                if (said := raw.get(part)) and (text := clean(said, 500, lines=True)):
                    found[part] = text
            except FieldError as wrong:
                wrong.place = f".{part}"
                raise
        if not found:
            raise FieldError("required", "An address cannot be empty.")
        return found

    def text(self, value: Value) -> str:
        return " ".join(value[part].replace("\n", " ") for part in PARTS if part in value)

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        """`contains` looks into the whole address; a part is asked for by `where_part`."""
        whole = "concat_ws(' ', " + ", ".join(f"i->'value'->>'{part}'" for part in PARTS) + ")"
        return self._any(whole, op, arg)

    def where_part(self, part: str, op: str, arg: Value, ctx: Context) -> Where:
        """The condition on one part, as in {"field": "addresses.city", "op": "is", …}."""
        if part not in PARTS:
            raise FieldError("unknown_field", f"An address has no {part}.", {"field": part})
        if op in ("empty", "filled"):
            there = Where(f"EXISTS (SELECT 1 FROM jsonb_array_elements({self.json()}) i WHERE i->'value' ? '{part}')")
            return there if op == "filled" else ~there
        if op not in self.operators:
            raise FieldError(
                "operator", f"An address cannot be filtered by “{op}”.", {"op": op, "allowed": list(self.operators)}
            )
        return self._any(f"(i->'value'->>'{part}')", op, self.argument(op, arg, ctx))

    def _any(self, text: str, op: str, arg: str) -> Where:
        test = f"lower(unaccent({text})) {'LIKE' if op == 'contains' else '='} lower(unaccent(%s))"
        return Where(
            f"EXISTS (SELECT 1 FROM jsonb_array_elements({self.json()}) i WHERE {test})",
            (f"%{like(arg)}%" if op == "contains" else arg,),
        )

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return f"{alias}.sort_city"

    def schema(self, ctx: Context) -> dict[str, Any]:
        return super().schema(ctx) | {"parts": list(PARTS)}
