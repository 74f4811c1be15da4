"""A filter sent as JSON becomes one condition: `and`, `or`, `not` over what the field types answer.

    {"and": [{"field": "kind", "op": "is", "value": "person"}, {"not": {"field": "emails", "op": "empty"}}]}

Everything that is wrong is told at once, each fault with its place (`filter.and[1].op`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from karteo.identity.actor import Actor
from karteo.lib.errors import Error, Refusal
from karteo.lib.sql import ALL, NONE, Where
from karteo.records.access import readable_fields
from karteo.records.context import Context
from karteo.records.fields import Addresses, Field, FieldError, Moment, Person, Text
from karteo.records.registry import types

DEEPEST = 10
MOST = 200
NEVER = Where("1 = 0")  # unlike NONE it leaves the workspace in the statement beside it

# Derived columns that can be asked for like fields.
DERIVED: tuple[Field, ...] = (
    Moment(name="changed_at", readonly=True),
    Person(name="changed_by", readonly=True),
    Text(name="name", key="sort_name", readonly=True),
    Text(name="company", key="sort_company", readonly=True),
)


@dataclass
class _Reader:
    fields: Mapping[str, Field]
    ctx: Context
    errors: list[Error] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    nodes: int = 0

    def read(self, node: Any, place: str, depth: int = 0) -> Where:
        """The condition of one node; ALL, and a fault noted, when it is none."""
        self.nodes += 1
        if self.nodes > MOST or depth > DEEPEST:
            if not any(error.code == "too_big" for error in self.errors):
                self.fault(place, "too_big", "The filter has too many or too deeply nested conditions.", most=MOST)
            return ALL
        if isinstance(node, dict) and len(node) == 1:
            word, inner = next(iter(node.items()))
            if word == "not":
                return ~self.read(inner, f"{place}.not", depth + 1)
            if word in ("and", "or") and isinstance(inner, list):
                found = ALL if word == "and" else NONE  # one of none holds never
                for at, one in enumerate(inner):
                    if self.nodes > MOST:
                        break
                    other = self.read(one, f"{place}.{word}[{at}]", depth + 1)
                    found = found & other if word == "and" else found | other
                return found
        if isinstance(node, dict) and "field" in node and set(node) <= {"field", "op", "value"}:
            return self.leaf(node, place)
        self.fault(place, "not_a_filter", "A filter is and, or, not, or has field, op and value.")
        return ALL

    def leaf(self, node: dict[str, Any], place: str) -> Where:
        """The condition on one field."""
        name, op, value = node["field"], node.get("op"), node.get("value")
        base, _, part = name.partition(".") if isinstance(name, str) else ("", "", "")
        asked = self.fields.get(base)
        if asked is None or (part and not isinstance(asked, Addresses)):
            self.fault(f"{place}.field", "unknown_field", "There is no such field.", field=str(name)[:100])
            return ALL
        if not isinstance(op, str):
            self.fault(f"{place}.op", "required", "A condition needs its operator.")
            return ALL
        self.named.add(base)
        try:
            if part and isinstance(asked, Addresses):
                return asked.where_part(part, op, value, self.ctx)
            return asked.where(op, value, self.ctx)
        except FieldError as wrong:
            where = {"operator": "op", "unknown_field": "field"}.get(wrong.code, "value")
            self.fault(f"{place}.{where}{wrong.place}", wrong.code, str(wrong), **wrong.params)
            return ALL

    def fault(self, place: str, code: str, detail: str, **params: Any) -> None:
        self.errors.append(Error(place, code, params, detail))


def asked_fields(actor: Actor, type_name: str, ctx: Context) -> dict[str, Field]:
    """The fields that the actor may filter and sort by, the derived ones among them."""
    own = ctx.fields(type_name)
    readable = {name: own[name] for name in readable_fields(actor, type_name, ctx)}
    shown = ("changed_at", "changed_by", *types()[type_name].shown)
    return readable | {derived.name: derived for derived in DERIVED if derived.name in shown}


def read(filter: Any, fields: Mapping[str, Field], ctx: Context) -> tuple[Where, frozenset[str]]:
    """(condition, names of the fields asked) of a filter; ALL for None or {}. Refusal with every fault in it."""
    if filter is None or filter == {}:
        return ALL, frozenset()
    reader = _Reader(fields, ctx)
    found = reader.read(filter, "filter")
    if reader.errors:
        raise Refusal(reader.errors)
    return NEVER if found == NONE else found, frozenset(reader.named)
