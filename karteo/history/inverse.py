"""How an action is put back: each change the other way round, as ordinary edits.

`base` is what the action left behind, so what somebody changed since is a conflict like any other:
it is left alone and listed. Nothing here knows how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import orjson

from karteo.edits.shapes import Edit
from karteo.lib.clock import now
from karteo.lib.sql import rows
from karteo.records.context import context
from karteo.records.fields import Field

LIFE = ("created_at", "deleted_at", "merged_into")


def inverse(workspace_id: UUID, batch: UUID, new_batch: UUID, type: str, records: Sequence[UUID]) -> Iterator[Edit]:
    """The edits that take back what `batch` did to these records, last change first.

    Edit ids follow from `new_batch`, so a repeated or resumed undo is the same undo.
    """
    fields = context(workspace_id).fields(type)
    for number, record, text in rows(
        """select number, record_id, patch from log_change
           where workspace_id = %s and batch_id = %s and type = %s and record_id = any(%s)
           order by number desc, record_id desc""",
        (workspace_id, batch, type, list(records)),
    ):
        id = uuid5(new_batch, f"{type} {record} {number}")
        yield Edit(id=id, type=type, record=record, **turned(orjson.loads(text), fields))


def turned(patch: dict[str, list[Any]], fields: Mapping[str, Field]) -> dict[str, dict[str, Any]]:
    """{field: [before, after]} as the `patch` and `base` of the edit that takes it back.

    What was created goes to the bin, unless somebody changed a value of it since; also one that was empty then.
    """
    after = {name: values[1] for name, values in patch.items()}
    if "created_at" in patch:
        empty = {name: field.empty for name, field in fields.items()}
        seen = {name: value for name, value in (empty | after).items() if name not in LIFE}
        return {"patch": {"deleted_at": now().isoformat()}, "base": {**seen, "deleted_at": None}}
    return {"patch": {name: values[0] for name, values in patch.items()}, "base": after}


def written_before(workspace_id: UUID, batch: UUID, edits: Sequence[Edit]) -> bool:
    """Whether these edits write nothing but what the log says stood there before `batch`.

    The door lets an undo write values that today's rules would refuse; so who sends one must prove it.
    """
    found = rows(
        "select record_id, type, patch from log_change"
        " where workspace_id = %s and batch_id = %s and record_id = any(%s)",
        (workspace_id, batch, [edit.record for edit in edits]),
    )
    before: dict[UUID, dict[str, Any]] = {}
    ctx = context(workspace_id)
    for record, type, text in found:
        before.setdefault(record, {}).update(turned(orjson.loads(text), ctx.fields(type))["patch"])
    return all(
        edit.record in before
        and all(
            name in before[edit.record] and _same(name, value, before[edit.record][name])
            for name, value in edit.patch.items()
        )
        for edit in edits
    )


def _same(name: str, wish: Any, before: Any) -> bool:
    """The moment of a deletion is the writer's, any moment will do; every other value must be the old one."""
    if name != "deleted_at" or wish is None or before is None:
        return bool(wish == before)
    try:
        return isinstance(wish, str) and bool(datetime.fromisoformat(wish))
    except ValueError:
        return False
