"""Words that people stick on a record. The same word in another case or with other accents is the same tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from karteo.records.fields.base import FieldError, Merge, Value
from karteo.records.fields.several import Several
from karteo.records.fields.text import clean
from karteo.records.spelling import known_as, tag_key

if TYPE_CHECKING:
    from karteo.records.context import Context

LONGEST, MOST = 80, 200


@dataclass(frozen=True, kw_only=True)
class Tags(Several):
    type: ClassVar[str] = "tags"

    def parse(self, raw: Value, ctx: Context) -> Value:
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list) or len(raw) > MOST:
            raise FieldError(
                "type", f"A list of at most {MOST} tags is expected here.", {"expected": "list", "max": MOST}
            )
        found: dict[str, str] = {}
        for i, one in enumerate(raw):
            try:
                word = clean(one, LONGEST)
            except FieldError as wrong:
                wrong.place = f"[{i}]"
                raise
            if key := tag_key(word):
                found.setdefault(key, word)
        return list(found.values())

    def merge(self, base: Value, theirs: Value, mine: Value) -> Merge:
        """What I wrote as `vip` and they as `VIP` is their tag."""
        theirs_by_key = {tag_key(word): word for word in [*(base or []), *(theirs or [])]}
        alike = [theirs_by_key.get(tag_key(word), word) for word in mine or []]
        return super().merge(base, theirs, alike if not self.same(theirs, base) else mine)

    def search_text(self, value: Value) -> Sequence[str]:
        return value or ()

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        words = [arg] if op == "has" else arg
        parsed = self.parse(words, ctx)
        if not parsed:
            raise FieldError("argument", f"“{op}” needs a tag.", {"op": op})
        spelled = known_as(ctx.workspace_id, parsed)
        return spelled[0] if op == "has" else spelled
