"""One line of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from karteo.lib.sql import Where, like
from karteo.records.fields.base import Field, FieldError, Value

if TYPE_CHECKING:
    from karteo.records.context import Context


def clean(raw: Value, longest: int, *, lines: bool = False) -> str:
    """`raw` without the white space around it, or FieldError: not a text, too long, a character that is none."""
    if not isinstance(raw, str):
        raise FieldError("type", "A text is expected here.", {"expected": "text"})
    if len(raw) > longest:
        raise FieldError(
            "too_long", f"This has {len(raw)} characters; {longest} are possible.", {"length": len(raw), "max": longest}
        )
    text = raw.strip()
    if not text.isprintable():
        for c in text:
            if not c.isprintable() and not (lines and c in "\n\t\r") and not _harmless(c):
                raise FieldError(
                    "bad_character",
                    f"The character U+{ord(c):04X} cannot be stored here.",
                    {"character": f"U+{ord(c):04X}"},
                )
    return text


def _harmless(c: str) -> bool:
    """Spaces of every width and joiners stand in real names; control characters and lone surrogates do not."""
    return (
        c.isspace() and c not in "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85"
    ) or c in "\u200b\u200c\u200d\ufeff\u00ad\u200e\u200f"


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    type: ClassVar[str] = "text"
    operators: ClassVar[tuple[str, ...]] = ("contains", "is", "not", "starts", "ends", "in", "empty", "filled")

    longest: int = 500
    key: str = ""  # the stored sort key: a column of its own, or a name in `sorts`

    def check(self, raw: Value, ctx: Context) -> Value:
        return clean(raw, self.longest) or None

    def search_text(self, value: Value) -> Sequence[str]:
        return (value,) if value and self.searched else ()

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        if self.key:
            return f"{alias}.{self.key}"
        return f"({alias}.sorts->>'{self.name}') COLLATE \"C\""

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        if op in ("contains", "starts", "ends"):
            return clean(arg, self.longest)
        return super().argument(op, arg, ctx)

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        column = f"lower(unaccent({self.sql()}))"
        if op in ("contains", "starts", "ends"):
            pattern = {"contains": "%{}%", "starts": "{}%", "ends": "%{}"}[op].format(like(arg))
            return Where(f"coalesce({column} LIKE lower(unaccent(%s)), false)", (pattern,))
        if op == "in":
            return Where(
                f"coalesce({column} = ANY(SELECT lower(unaccent(x)) FROM unnest(%s::text[]) x), false)", (arg,)
            )
        return Where(f"coalesce({column} = lower(unaccent(%s)), false)", (arg,))
