"""Running an import: chunk by chunk through the door, so that it can be killed anywhere and go on.

Before a chunk is written its plan is kept (`pending`); the door leaves a receipt in the chunk's own transaction; then
the counts are added. Whoever goes on after a crash finds the receipt and counts what the kept plan says, or finds
none and plans the chunk again. So no row is made twice and none is counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid5

import orjson
from django.db import transaction

from karteo.bulk import customs, importing, store
from karteo.bulk.build import ROW, Refused
from karteo.bulk.importing import CHUNK
from karteo.bulk.jobs import still
from karteo.bulk.mapping import Mapping
from karteo.bulk.models import Import
from karteo.bulk.plan import Planned, Planner, reject, reported
from karteo.bulk.report import Report
from karteo.bulk.shapes import RawRow, Table
from karteo.bulk.statistics import Statistics
from karteo.edits import receipts
from karteo.edits.apply_many import apply_many
from karteo.edits.shapes import Batch, Edit
from karteo.identity.actor import Actor
from karteo.lib.ahead import ahead
from karteo.lib.clock import now
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.access import own_context

REJECTED = """INSERT INTO bulk_reject (workspace_id, id, import_id, number, line, cells, reasons)
SELECT %s, x.id, %s, x.number, x.line, x.cells, x.reasons
  FROM jsonb_to_recordset(%s::jsonb) AS x (id uuid, number int, line int, cells jsonb, reasons jsonb)
    ON CONFLICT DO NOTHING"""
Progress = Callable[[int, int], None]


class Elsewhere(Exception):
    """Another process goes on with this import."""


def run(actor: Actor, import_id: UUID, progress: Progress | None = None) -> Import:
    """Do an import to its end, or go on with one that was interrupted. `progress` gets (rows done, of how many)."""
    made = importing.one(actor, import_id)
    if made.status == "done":
        return made
    wanted = Mapping.from_json(made.mapping)
    ctx = own_context(actor, "contact", customs.make(actor, wanted))
    _note(made, status="running", fault=None)
    batch = Batch(id=made.batch_id, source="import", why=made.name)
    with importing.opened(made) as table:
        planner = Planner(actor, importing.builder(made, wanted, importing.seen_of(made), ctx), wanted)
        statistics = Statistics()
        try:
            for number, some in ahead(_read(planner, table, made.chunk)):
                statistics.wrote(_chunk(still(actor), made, batch, planner, some, number))
                if progress:
                    progress(made.done, made.rows)
        except Elsewhere:
            return importing.one(actor, import_id)
    statistics.wrote(0, end=True)
    with transaction.atomic():
        store.drop(made.workspace_id, made.id)
        _note(made, status="done")
    return made


def _read(planner: Planner, table: Table, first: int) -> Iterator[tuple[int, list[Planned]]]:
    """The chunks that are still to be done, with their numbers; of those before it is enough to know what they said."""
    for number, raws in enumerate(importing.chunks(table.rows())):
        if number < first:
            for raw in raws:
                planner.twin(raw)
        else:
            yield number, planner.read(raws)


def _chunk(actor: Actor, made: Import, batch: Batch, planner: Planner, some: list[Planned], number: int) -> int:
    """Do one chunk, or only count it when it was done before a crash; returns how many edits it has."""
    plan = made.pending
    kept = receipts.find(actor, uuid5(batch.id, str(number))) if plan and plan["chunk"] == number else None
    if plan is not None and kept is not None:
        problems = [(place, outcome["fields"]) for place, outcome in kept["problems"]]
    else:
        planned = planner.plan(some)
        edits = [one.edit for one in planned if one.edit]
        plan = _frozen(planned, number)
        _claim(made, plan)
        problems = _written(actor, batch, edits, number)
    _count(made, plan, problems, [one.made.raw for one in some])
    return len(plan["edits"])


def _frozen(planned: list[Planned], number: int) -> dict[str, Any]:
    """The plan as it is kept: `edits` says which row each edit comes from."""
    lines = [line for one in planned if (line := reject(one))]
    return {
        "chunk": number,
        "report": reported(planned).as_json(),
        "rejects": lines,
        "edits": [[one.made.raw.number, one.made.raw.line, one.verdict] for one in planned if one.edit],
    }


def _written(actor: Actor, batch: Batch, edits: list[Edit], number: int) -> list[tuple[int, dict[str, Any]]]:
    if not edits:
        return []
    summary = apply_many(actor, batch, edits, size=CHUNK, first=number)
    return [(place, outcome.fields) for place, outcome in summary.problems]


def _claim(made: Import, plan: dict[str, Any]) -> None:
    """Keep the plan of the chunk; whoever finds the import further on already, stops."""
    done = rows(
        "UPDATE bulk_import SET pending = %s, changed_at = %s WHERE workspace_id = %s AND id = %s AND chunk = %s"
        " RETURNING id",
        (orjson.dumps(plan).decode(), now(), made.workspace_id, made.id, plan["chunk"]),
    )
    if not done:
        raise Elsewhere


def _count(made: Import, plan: dict[str, Any], problems: list[tuple[int, dict[str, Any]]], raws: list[RawRow]) -> None:
    """Add the chunk to the report and its rejected rows to the others, once."""
    report, rejects = Report.from_json(plan["report"]), {line["number"]: line for line in plan["rejects"]}
    cells = {raw.number: raw.cells for raw in raws}
    for place, faults in problems:
        number, line, verdict = plan["edits"][place]
        reasons = [asdict(_fault(name, fault)) for name, fault in faults.items()]
        whole = any(fault.get("code") != "conflict" for fault in faults.values())
        if whole:
            report.rows.update({verdict: -1, "refused": 1})
        known = rejects.setdefault(number, {"number": number, "line": line, "cells": cells[number], "reasons": []})
        known["reasons"] += reasons
        report.refusals += [{"row": number, "line": line} | reason for reason in reasons]
    total = Report.from_json(made.report)
    total.add(report)
    with transaction.atomic():
        done = rows(
            "UPDATE bulk_import SET pending = NULL, report = %s, done = done + %s, chunk = chunk + 1, changed_at = %s"
            " WHERE workspace_id = %s AND id = %s AND chunk = %s RETURNING done",
            (
                orjson.dumps(total.as_json()).decode(),
                len(raws),
                now(),
                made.workspace_id,
                made.id,
                plan["chunk"],
            ),
        )
        if not done:
            raise Elsewhere
        rows(
            REJECTED,
            (
                made.workspace_id,
                made.id,
                orjson.dumps([{"id": str(new_id()), **line} for line in rejects.values()]).decode(),
            ),
        )
    made.report, made.done, made.chunk, made.pending = total.as_json(), done[0][0], made.chunk + 1, None


def _fault(name: str, fault: dict[str, Any]) -> Refused:
    return Refused(ROW, name, "", str(fault.get("code")), fault.get("params") or {}, str(fault.get("detail") or ""))


def _note(made: Import, **values: Any) -> None:
    """Store some columns of the import, and when."""
    made.changed_at = now()
    for name, value in values.items():
        setattr(made, name, value)
    made.save(update_fields=[*values, "changed_at"])
