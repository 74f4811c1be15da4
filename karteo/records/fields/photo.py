"""The picture of a record: the id of its bytes in the room `files`, which serves them with the record's rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from karteo.records.fields.base import Field, FieldError, Value

if TYPE_CHECKING:
    from karteo.records.context import Context


@dataclass(frozen=True, kw_only=True)
class Photo(Field):
    type: ClassVar[str] = "photo"
    operators: ClassVar[tuple[str, ...]] = ("empty", "filled")

    def check(self, raw: Value, ctx: Context) -> Value:
        try:
            if not isinstance(raw, str):
                raise ValueError
            return str(UUID(raw))
        except ValueError:
            raise FieldError("not_an_id", "The id of an uploaded picture is expected here.") from None

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return None
