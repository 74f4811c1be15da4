"""What one edit does to one row: the whole conflict machinery, pure.

A field is in conflict when its current value is neither what the writer saw (`base`) nor already the wish; then
its type tries a three-way merge, and only what that cannot settle is put before a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from karteo.edits.shapes import Patch
from karteo.records.context import Context
from karteo.records.fields import Field, FieldError

Wrong = dict[str, dict[str, Any]]  # field name → {code, …}, as in Outcome.fields


@dataclass(slots=True)
class Decision:
    """What to write, and what a person must decide."""

    writes: Patch = field(default_factory=dict)
    clashes: Wrong = field(default_factory=dict)


def decide(fields: Mapping[str, Field], row: Patch, wish: Patch, base: Patch | None, ctx: Context) -> Decision:
    """Hold `wish` (parsed) against `row` (as it is now) and `base` (what the writer saw; None = nothing).

    A sensitive value is never held against the wish: "that stands there already" would tell who guesses.
    """
    decision, base = Decision(), base or {}
    unseen = any(
        name in fields and name not in wish and not fields[name].same(base[name], row.get(name)) for name in base
    )
    for name, mine in wish.items():
        kind, theirs = fields[name], row.get(name)
        stale = name in base and not kind.same(theirs, base[name])
        if kind.same(theirs, mine) and not kind.sensitive:
            continue
        if unseen or (stale and kind.sensitive):
            decision.clashes[name] = clash(base.get(name), theirs, mine)
        elif stale:
            _merge(decision, kind, base[name], theirs, mine, ctx)
        else:
            decision.writes[name] = mine
    return decision


def _merge(decision: Decision, kind: Field, base: Any, theirs: Any, mine: Any, ctx: Context) -> None:
    try:
        merged = kind.merge(kind.parse(base, ctx), theirs, mine)
    except FieldError:  # a base that never was a value of this field
        decision.clashes[kind.name] = clash(base, theirs, mine)
        return
    if not kind.same(theirs, merged.value):
        decision.writes[kind.name] = merged.value
    if merged.clash:
        decision.clashes[kind.name] = clash(base, theirs, mine)


def clash(base: Any, theirs: Any, mine: Any) -> dict[str, Any]:
    """The three values between which a person decides."""
    return {"code": "conflict", "base": base, "theirs": theirs, "mine": mine}
