"""The note: what somebody wrote down about a record. Seen by whoever sees the record."""

from __future__ import annotations

from typing import ClassVar

from karteo.records.fields import Boolean, Field, LongText, People
from karteo.records.types.base import LIFE, PARENT, RecordType, Row, label

LINE = 80  # characters of the first line that stand for the note in histories


class NoteType(RecordType):
    name = "note"
    plural = "notes"
    table = "records_note"
    groups = ("name", "about", "custom")
    parents = ("parent_id",)
    defaults: ClassVar[Row] = {"parent_type": "contact"}
    fields: tuple[Field, ...] = (
        LongText(
            name="text",
            group="name",
            required=True,
            searched=True,
            longest=20_000,
            label=label("Note", "Notiz", "备注"),
        ),
        Boolean(name="pinned", label=label("Pinned", "Angeheftet", "置顶")),
        People(name="mentions", label=label("Mentioned", "Erwähnt", "提及")),
        *PARENT,
        *LIFE,
    )

    def called(self, row: Row) -> str:
        first = (row.get("text") or "").split("\n", 1)[0]
        return first if len(first) <= LINE else f"{first[:LINE].rstrip()}…"


NOTE = NoteType()
