"""What every field type answers: parse, same, merge, search, filter, sort, describe.

A value is always the canonical JSON value (str, number, bool, list, dict or None), in Python, in the
database's json and on the wire alike; so the twin of a field type in `web/src/fields/` sees the same thing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from karteo.lib.ids import same_id
from karteo.lib.sql import NONE, Where

if TYPE_CHECKING:
    from karteo.records.context import Context

Value = Any
Label = dict[str, str]
EMPTY: tuple[Value, ...] = (None, "", [], {})


class FieldError(ValueError):
    """A value that its field cannot take.

    `code` is the word that the screens translate, `params` what the sentence needs, `detail` the English
    sentence, `place` where inside the value (`[2].value`; empty for the value itself).
    """

    def __init__(self, code: str, detail: str, params: dict[str, Any] | None = None, place: str = "") -> None:
        super().__init__(detail)
        self.code, self.detail, self.params, self.place = code, detail, params or {}, place


def an_id(raw: Value, of: str, place: str = "") -> str:
    """The id as it is kept; FieldError when it is none. `of` says of what, for the sentence."""
    try:
        if not isinstance(raw, str):
            raise ValueError
        return same_id(raw)
    except ValueError:
        raise FieldError("not_an_id", f"The id of {of} is expected here.", place=place) from None


@dataclass(frozen=True)
class Merge:
    """The outcome of a three-way merge: the value to store, and whether a person must decide something."""

    value: Value
    clash: bool = False


Operator = Callable[["Field", Value, "Context"], Where]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a record type. Subclasses are the field types, one file each."""

    type: ClassVar[str] = ""
    pg: ClassVar[str] = "text"  # the type of its own column
    empty: ClassVar[Value] = None
    operators: ClassVar[tuple[str, ...]] = ("is", "not", "in", "empty", "filled")

    name: str
    group: str = "about"
    label: Label = field(default_factory=dict)
    required: bool = False
    readonly: bool = False
    fixed: bool = False  # said when the record is made, and not changed after
    sensitive: bool = False  # not in lists, search or copies; shown on demand, and each look is logged
    custom: bool = False
    searched: bool = False
    position: int = 0
    only: str = ""  # the kind of record that is asked for it; another kind shows it when it is filled

    # -- values ---------------------------------------------------------------------------------------

    def parse(self, raw: Value, ctx: Context) -> Value:
        """The canonical value of what somebody sent, or FieldError. Nothing is coerced in silence."""
        if raw is None or raw == "":
            return self.empty
        return self.check(raw, ctx)

    def check(self, raw: Value, ctx: Context) -> Value:
        raise FieldError("type", "This value has the wrong type.")

    def admits(self, value: Value, before: Value, ctx: Context) -> FieldError | None:
        """What speaks against this value on a record that has had `before`; an undo is not asked."""
        return None

    def same(self, one: Value, other: Value) -> bool:
        return bool(one == other) or (one in EMPTY and other in EMPTY)

    def merge(self, base: Value, theirs: Value, mine: Value) -> Merge:
        """Three-way merge; the default is a scalar: one of them stands, or somebody is asked."""
        if self.same(theirs, mine) or self.same(mine, base):
            return Merge(theirs)
        if self.same(theirs, base):
            return Merge(mine)
        return Merge(theirs, clash=True)

    # -- finding --------------------------------------------------------------------------------------

    def search_text(self, value: Value) -> Sequence[str]:
        """Texts that make the record findable by this value."""
        return ()

    def phones(self, value: Value) -> Sequence[str]:
        """Telephone numbers in the value, as typed; searched by their digits."""
        return ()

    def keys(self, value: Value, ctx: Context) -> Sequence[str]:
        """Normal forms (lower-case e-mail, E.164, domain) for exact search and matching."""
        return ()

    def links(self, value: Value) -> Sequence[str]:
        """Ids of other records that the value points to."""
        return ()

    def users(self, value: Value) -> Sequence[str]:
        """Ids of people of the workspace that the value points to."""
        return ()

    def sql(self, alias: str = "t") -> str:
        """The value as SQL: of the type `pg`, custom fields as text."""
        return f"({alias}.custom->>'{self.name}')" if self.custom else f"{alias}.{self.name}"

    def json(self, alias: str = "t") -> str:
        """The value as jsonb."""
        if self.custom:
            return f"({alias}.custom->'{self.name}')"
        return f"{alias}.{self.name}" if self.pg == "jsonb" else f"to_jsonb({alias}.{self.name})"

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        """SQL to sort by (empty ones are NULL), or None when nobody would sort by it."""
        return self.sql(alias)

    def where(self, op: str, arg: Value, ctx: Context) -> Where:
        """The condition of a filter on the table alias `t`; FieldError when the operator or its argument
        does not fit."""
        if op not in self.operators:
            raise FieldError(
                "operator", f"{self.name} cannot be filtered by “{op}”.", {"op": op, "allowed": list(self.operators)}
            )
        if op == "empty":
            return self.is_empty()
        if op == "filled":
            return ~self.is_empty()
        if op == "not":
            return ~self.condition("is", self.argument("is", arg, ctx), ctx)
        return self.condition(op, self.argument(op, arg, ctx), ctx)

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        if op in ("in", "between"):
            if not isinstance(arg, list) or not arg or len(arg) > 1000 or (op == "between" and len(arg) != 2):
                raise FieldError("argument", f"“{op}” needs a list.", {"op": op})
            return [self.argument("is", one, ctx) for one in arg]
        return self.check(arg, ctx)

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        if self.custom:
            return self.held(arg if op == "in" else [arg])
        if op == "in":
            return Where(f"{self.sql()} = ANY(%s::{self.compared})", (arg,))
        return Where(f"coalesce({self.sql()} = %s, false)", (arg,))

    def held(self, values: list[Value]) -> Where:
        """A custom field that is one of these, asked so that the index over all custom fields answers."""
        found = NONE
        for value in values:
            found |= Where("(t.custom <> '{}' AND t.custom @> %s::jsonb)", (json.dumps({self.name: value}),))
        return found

    @property
    def compared(self) -> str:
        return f"{'text' if self.custom else self.pg}[]"

    def is_empty(self) -> Where:
        return Where(f"{self.sql()} IS NULL")

    # -- describing -----------------------------------------------------------------------------------

    def schema(self, ctx: Context) -> dict[str, Any]:
        """What the client needs to show, edit, filter and sort the field."""
        return {
            "name": self.name,
            "type": self.type,
            "group": self.group,
            "label": self.label,
            "required": self.required,
            "readonly": self.readonly,
            "fixed": self.fixed,
            "sensitive": self.sensitive,
            "custom": self.custom,
            "only": self.only or None,
            "operators": list(self.operators),
            "sortable": self.sort(ctx) is not None,
        }
