"""Ordered lists of {id, value, kind, primary}: e-mails, phones, links, addresses.

Each item is merged by its id, so that one person may add a number while another corrects a second one.
Exactly one item is primary; when the primary goes, the first one left is promoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from karteo.lib.ids import new_id, same_id
from karteo.lib.sql import Where, like
from karteo.records.fields.base import EMPTY, Field, FieldError, Merge, Value

if TYPE_CHECKING:
    from karteo.records.context import Context

Item = dict[str, Any]
MOST = 100
PARTS = frozenset(("id", "value", "kind", "primary"))


@dataclass(frozen=True, kw_only=True)
class Items(Field):
    """The base of the four; they say what a `value` is."""

    pg: ClassVar[str] = "jsonb"
    empty: ClassVar[Value] = []
    operators: ClassVar[tuple[str, ...]] = ("contains", "is", "empty", "filled")
    kinds: ClassVar[tuple[str, ...]] = ("work", "home", "other")
    default_kind: ClassVar[str] = "work"

    def one(self, raw: Value, ctx: Context) -> Value:
        """The canonical value of one item, or FieldError."""
        raise NotImplementedError

    def text(self, value: Value) -> str:
        """One item's value as text, to compare and search."""
        return str(value)

    def parse(self, raw: Value, ctx: Context) -> Value:
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list) or len(raw) > MOST:
            raise FieldError(
                "type", f"A list of at most {MOST} entries is expected here.", {"expected": "list", "max": MOST}
            )
        items: list[Item] = []
        for i, entry in enumerate(raw):
            try:
                items.append(self.item(entry, ctx))
            except FieldError as wrong:
                wrong.place = f"[{i}]{wrong.place}"
                raise
        if len({item["id"] for item in items}) < len(items):
            raise FieldError("twice", "Two entries have the same id.")
        return one_primary(items)

    def item(self, raw: Value, ctx: Context) -> Item:
        if isinstance(raw, str):
            raw = {"value": raw}
        if not isinstance(raw, dict) or not raw.keys() <= PARTS:
            raise FieldError("type", "An entry has value, kind and primary.", {"expected": "item"})
        kind = raw.get("kind") or self.default_kind
        if kind not in self.kinds:
            raise FieldError(
                "not_in_list",
                f"“{str(kind)[:50]}” is no kind of entry here.",
                {"value": str(kind)[:50], "allowed": list(self.kinds)},
                ".kind",
            )
        if not isinstance(raw.get("primary", False), bool):
            raise FieldError("type", "primary is true or false.", {"expected": "boolean"}, ".primary")
        try:
            key = same_id(str(raw["id"])) if raw.get("id") else str(new_id())
        except ValueError:
            raise FieldError("not_an_id", "The id of an entry is a UUID.", place=".id") from None
        if raw.get("value") in EMPTY:
            raise FieldError("required", "An entry cannot be empty.", place=".value")
        try:
            value = self.one(raw["value"], ctx)
        except FieldError as wrong:
            wrong.place = f".value{wrong.place}"
            raise
        return {"id": key, "value": value, "kind": kind, "primary": raw.get("primary", False)}

    def merge(self, base: Value, theirs: Value, mine: Value) -> Merge:
        base, theirs, mine = base or [], theirs or [], mine or []
        if self.same(theirs, mine) or self.same(mine, base):
            return Merge(theirs)
        if self.same(theirs, base):
            return Merge(mine)
        was, now, wish = by_id(base), by_id(theirs), by_id(mine)
        clash, result = False, []
        for key, item in now.items():
            old, new = was.get(key), wish.get(key)
            if old is None or content(item) == content(old):
                if new is not None:
                    result.append(item | content(new))  # mine, or both alike
                elif old is None:
                    result.append(item)  # they added it
                continue  # I removed it and they left it alone: gone
            if new is None or content(new) not in (content(old), content(item)):
                clash = True  # they changed what I changed or removed
            result.append(item)
        for key, item in wish.items():
            if key not in now and key not in was:
                result.append(item)
            elif key not in now and content(item) != content(was[key]):
                clash = True  # they removed what I changed
        chosen, moved = primary(mine), primary(mine) != primary(base)
        if moved and primary(theirs) != primary(base) and primary(theirs) != chosen:
            clash = True
        elif moved and any(item["id"] == chosen for item in result):
            result = [item | {"primary": item["id"] == chosen} for item in result]
        else:
            kept = primary(theirs)
            result = [item | {"primary": item["id"] == kept} for item in result]
        return Merge(one_primary(result), clash)

    def search_text(self, value: Value) -> Sequence[str]:
        return [self.text(item["value"]) for item in value or ()]

    def json_path(self) -> str:
        return self.json()

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        text = "lower(unaccent(i->>'value'))"
        test = f"{text} LIKE lower(unaccent(%s))" if op == "contains" else f"{text} = lower(unaccent(%s))"
        return Where(
            f"EXISTS (SELECT 1 FROM jsonb_array_elements({self.json()}) i WHERE {test})",
            (f"%{like(arg)}%" if op == "contains" else arg,),
        )

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        if not isinstance(arg, str) or not arg.strip() or len(arg) > 500 or "\x00" in arg:
            raise FieldError("argument", f"“{op}” needs a text.", {"op": op})
        return arg.strip()

    def is_empty(self) -> Where:
        return Where(f"{self.json()} = '[]'")

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return f"({alias}.sorts->>'{self.name}') COLLATE \"C\""

    def schema(self, ctx: Context) -> dict[str, Any]:
        return super().schema(ctx) | {"many": True, "kinds": list(self.kinds)}


def by_id(items: list[Item]) -> dict[str, Item]:
    return {item["id"]: item for item in items}


def content(item: Item) -> Item:
    """What an item says, apart from which one is the primary (that is a choice among all)."""
    return {"value": item["value"], "kind": item["kind"]}


def primary(items: list[Item] | None) -> str | None:
    """The id of the primary item."""
    return next((item["id"] for item in items or () if item["primary"]), None)


def primary_value(items: list[Item] | None) -> Any:
    """The value of the primary item, or None."""
    return next((item["value"] for item in items or () if item["primary"]), None)


def one_primary(items: list[Item]) -> list[Item]:
    """The items with exactly one primary: the first that claims to be, or else the first of all."""
    if sum(item["primary"] for item in items) == 1:
        return items
    chosen = primary(items) or (items[0]["id"] if items else None)
    return [item | {"primary": item["id"] == chosen} for item in items]
