"""What imports and jobs remember of people who are erased: samples, previews, refused rows, files that
still wait, reasons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from karteo.bulk.called import Called
from karteo.bulk.faults import FILE_GONE, as_dict
from karteo.bulk.importing import opened
from karteo.bulk.models import Import, Job
from karteo.lib.errors import Refusal
from karteo.lib.sql import rows
from karteo.lib.text import fold

OTHERS = """SELECT 1 FROM log_change WHERE workspace_id = %s AND batch_id = %s AND NOT record_id = ANY(%s) LIMIT 1"""
EMPTY: dict[str, Any] = {"patch": {}, "words": [], "into": None}
"""what a job was to write, without a word"""
OVER = ["done", "failed", "cancelled"]


def forget(workspace_id: UUID, called: Called, batches: set[UUID]) -> None:
    """Take them out of all imports. `batches` are the actions that wrote them: those imports lose every sample."""
    for made in Import.objects.filter(workspace_id=workspace_id).exclude(status="running").select_for_update():
        rejects = [
            number
            for number, cells in rows(
                "SELECT number, cells::text FROM bulk_reject WHERE workspace_id = %s AND import_id = %s",
                (workspace_id, made.id),
            )
            if called.row(orjson.loads(cells))
        ]
        told = [made.survey, made.preview, made.report, made.pending]
        waits = made.status != "done" and _in_file(made, called)
        named = any(fold(word) in fold(made.name) for word in called.spelled)
        if made.batch_id in batches or rejects or waits or named or called.text(told):
            _forget(made, rejects, named)


def forget_jobs(workspace_id: UUID, called: Called, records: set[UUID]) -> None:
    """Take them out of what work on many records remembers: who was left alone, the reason that somebody wrote, and
    the values themselves where nobody else got them."""
    names = {str(record) for record in records}
    for job in Job.objects.filter(workspace_id=workspace_id, status__in=OVER).select_for_update():
        kept = [one for one in job.result["left_alone"] if one.get("record") not in names]
        job.result = job.result | {"left_alone": kept}
        job.why = "" if any(fold(word) in fold(job.why) for word in called.spelled) else job.why
        if not rows(OTHERS, (workspace_id, job.batch_id, list(records))):
            job.args = {name: EMPTY.get(name, value) for name, value in job.args.items()}
        job.save(update_fields=["result", "why", "args"])


def _in_file(made: Import, called: Called) -> bool:
    """Whether the file of an import that is not over speaks of them; one that cannot be read any more counts so."""
    try:
        with opened(made) as table:
            return any(called.row(row.cells) for row in table.rows())
    except Refusal:
        return True


def _forget(made: Import, rejects: list[int], named: bool) -> None:
    where = (made.workspace_id, made.id)
    rows(
        "DELETE FROM bulk_reject WHERE workspace_id = %s AND import_id = %s AND number = ANY(%s)",
        (*where, rejects),
    )
    rows("DELETE FROM bulk_piece WHERE workspace_id = %s AND import_id = %s", where)
    if made.status == "ready":  # only ever looked at: nothing became of it
        rows("DELETE FROM bulk_reject WHERE workspace_id = %s AND import_id = %s", where)
        rows("DELETE FROM bulk_import WHERE workspace_id = %s AND id = %s", where)
        return
    made.survey = [column | {"samples": [], "values": {}} for column in made.survey]
    made.preview = _bare(made.preview)
    if "report" in made.preview:
        made.preview["report"] = _bare(made.preview["report"])
    made.report, made.pending = _bare(made.report), None
    made.name = made.format if named else made.name
    if made.status == "failed":
        made.fault = as_dict(FILE_GONE)
    made.save(update_fields=["survey", "preview", "report", "pending", "name", "fault"])


def _bare(told: dict[str, Any]) -> dict[str, Any]:
    """A report or preview with its counts, without any value or name."""
    lists: dict[str, list[Any]] = {"rows": [], "doubles": [], "matches": [], "refusals": []}
    kept = {name: empty for name, empty in lists.items() if isinstance(told.get(name), list)}
    return told | kept | ({"unmatched": {}} if "unmatched" in told else {})
