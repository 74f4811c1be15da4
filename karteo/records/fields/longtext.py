"""Text of many lines. Two people who change different lines both win (three-way line merge, as diff3 does)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from merge3 import Merge3

from karteo.records.fields.base import Merge, Value
from karteo.records.fields.text import Text, clean

if TYPE_CHECKING:
    from karteo.records.context import Context


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    type: ClassVar[str] = "longtext"
    longest: int = 100_000

    def check(self, raw: Value, ctx: Context) -> Value:
        return clean(raw, self.longest, lines=True).replace("\r\n", "\n").replace("\r", "\n") or None

    def merge(self, base: Value, theirs: Value, mine: Value) -> Merge:
        easy = super().merge(base, theirs, mine)
        if not easy.clash or not (base and theirs and mine):
            return easy
        lines: list[str] = []
        for group in Merge3(base.split("\n"), theirs.split("\n"), mine.split("\n")).merge_groups():
            if group[0] == "conflict":
                return Merge(theirs, clash=True)
            lines += group[1]
        return Merge("\n".join(lines))

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return None
