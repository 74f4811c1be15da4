"""The picture of a record: the id of its bytes in the room `files`, which serves them with the record's rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from karteo.records.fields.base import Field, Value, an_id

if TYPE_CHECKING:
    from karteo.records.context import Context


@dataclass(frozen=True, kw_only=True)
class Photo(Field):
    type: ClassVar[str] = "photo"
    operators: ClassVar[tuple[str, ...]] = ("empty", "filled")

    def check(self, raw: Value, ctx: Context) -> Value:
        return an_id(raw, "an uploaded picture")

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return None
