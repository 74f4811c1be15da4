"""Reading what a writer wishes: unknown and forbidden fields, wrong values, all errors with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from karteo.edits.conflicts import Wrong
from karteo.edits.shapes import Batch, Patch
from karteo.records.context import Context
from karteo.records.fields import Field, FieldError
from karteo.records.fields.dates import stamp

STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
LIFE = ("created_at", "deleted_at", "merged_into")


@dataclass(slots=True)
class Wish:
    """A parsed patch, or what is wrong with it; and the records and people it points to."""

    patch: Patch = field(default_factory=dict)
    errors: Wrong = field(default_factory=dict)
    links: dict[str, Sequence[str]] = field(default_factory=dict)  # field → ids of records
    users: dict[str, Sequence[str]] = field(default_factory=dict)  # field → ids of people


def wrong(name: str, error: FieldError) -> dict[str, Any]:
    """A field's fault as Outcome.fields has it; the place begins with the field."""
    return {"code": error.code, "params": error.params, "detail": error.detail, "place": f"{name}{error.place}"}


def moment(raw: Any, batch: Batch) -> str:
    """A moment of life is the server's, whatever the clock of the writer says; an undo brings back the old one."""
    if batch.undo_of and isinstance(raw, str) and STAMP.fullmatch(raw):
        return raw
    return stamp(batch.at)


def read(patch: Patch, fields: Mapping[str, Field], writable: frozenset[str], batch: Batch, ctx: Context) -> Wish:
    """Parse a whole patch; every error is found, not only the first. An undo may write what was there before,
    even where today's rules would refuse it."""
    wish = Wish()
    if not isinstance(patch, dict):
        wish.errors[""] = wrong("", FieldError("type", "A patch is an object of fields and values."))
        return wish
    for name, raw in patch.items():
        kind = fields.get(name)
        if kind is None:
            wish.errors[name] = wrong(
                name, FieldError("unknown_field", f"There is no field {name[:80]}.", {"field": name[:80]})
            )
        elif name not in writable:
            wish.errors[name] = wrong(name, FieldError("forbidden", "You may not change this field."))
        elif name == "created_at" and raw is None:
            wish.errors[name] = wrong(name, FieldError("required", "This field cannot be empty."))
        elif name == "created_by":
            if not patch.get("created_at"):  # of a new record it is whoever makes it, whatever he says
                wish.errors[name] = wrong(name, FieldError("forbidden", "You may not change this field."))
        elif name in ("created_at", "deleted_at"):
            wish.patch[name] = None if raw is None else moment(raw, batch)
        elif batch.undo_of:
            wish.patch[name] = raw
        elif kind.readonly:
            wish.errors[name] = wrong(name, FieldError("forbidden", "You may not change this field."))
        else:
            try:
                value = wish.patch[name] = kind.parse(raw, ctx)
            except FieldError as error:
                wish.errors[name] = wrong(name, error)
                continue
            if links := kind.links(value):
                wish.links[name] = links
            if users := kind.users(value):
                wish.users[name] = users
            if kind.required and kind.same(value, kind.empty):
                wish.errors[name] = wrong(name, FieldError("required", "This field cannot be empty."))
    return wish
