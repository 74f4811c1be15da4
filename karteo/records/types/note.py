"""The note: what somebody wrote down about a record. Seen by whoever sees the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from karteo.lib.errors import Error
from karteo.lib.text import sort_key
from karteo.records.fields import Boolean, Field, LongText, People
from karteo.records.types.base import LIFE, PARENT, RecordType, Row, findable, label, text_inputs

if TYPE_CHECKING:
    from karteo.records.context import Context

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

    def inputs(self, ctx: Context) -> frozenset[str]:
        return ctx.inputs("note", text_inputs)

    def derive(self, row: Row, ctx: Context, names: Mapping[str, str]) -> Row:
        first = (row.get("text") or "").split("\n", 1)[0]
        shown = first if len(first) <= LINE else f"{first[:LINE].rstrip()}…"
        return findable(row, ctx.fields("note"), ctx, "note", []) | {"name": shown, "sort_name": sort_key(shown)}

    def check(self, row: Row, ctx: Context) -> Iterable[Error]:
        return ()


NOTE = NoteType()
