"""Files in: recognise, try, change the mapping, run. `run.py` does the writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from karteo.bulk import customs, mapping, store
from karteo.bulk.build import Builder
from karteo.bulk.mapping import Mapping, Wish
from karteo.bulk.models import Import
from karteo.bulk.plan import Planned, Planner, reported
from karteo.bulk.readers import any as readers
from karteo.bulk.report import Report
from karteo.bulk.shapes import RawRow, Table
from karteo.bulk.survey import Seen, survey
from karteo.bulk.verdicts import line
from karteo.identity.actor import Actor
from karteo.lib.ahead import ahead
from karteo.lib.clock import now
from karteo.lib.errors import Error, Forbidden, NotFound, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.lib.text import fold
from karteo.records.access import may, own_context
from karteo.records.context import Context, context

CHUNK = 2000
SHOWN = 20
LOOKED = 20_000
"""rows that a dry run in a request looks at; a command looks at all"""
RECENT = 50
WAITS = timedelta(days=1)


def allowed(actor: Actor) -> None:
    """Forbidden for those who may not create or not do so by the thousand."""
    if not (may(actor, "create") and may(actor, "bulk")):
        raise Forbidden("import", "You may not import files.")


def start(
    actor: Actor,
    name: str,
    blocks: Iterable[bytes],
    encoding: str | None = None,
    delimiter: str | None = None,
    wish: Wish | None = None,
    look: int = LOOKED,
) -> Import:
    """Take a file in, recognise it and try its first `look` rows. Nothing is written but the import itself."""
    allowed(actor)
    called = "".join(filter(str.isprintable, name))[:200]
    with store.spooled(blocks) as (path, size):
        table = readers.read(path, called, encoding, delimiter)
        seen, total = survey(table)
        ctx = own_context(actor, "contact", context(actor.workspace_id, actor.user_id))
        made = Import(
            workspace_id=actor.workspace_id,
            id=new_id(),
            by=actor.user_id,
            name=called,
            size=size,
            format=table.format,
            encoding=table.encoding,
            delimiter=table.delimiter,
            rows=total,
            batch_id=new_id(),
            survey=[as_json(one) for one in seen],
            created_at=now(),
            changed_at=now(),
        )
        wanted = mapping.changed(mapping.guessed(table.columns, ctx), wish or Wish(), ctx)
        made.mapping = wanted.as_json()
        made.preview = tried(actor, made, table, wanted, seen, ctx, look)
        with transaction.atomic():
            made.save(force_insert=True)
            store.put(actor.workspace_id, made.id, path)
    return made


def remap(actor: Actor, import_id: UUID, wish: Wish, look: int = LOOKED) -> Import:
    """Another mapping, tried again. Refused once the import runs."""
    made = one(actor, import_id)
    if made.status != "ready":
        raise Refusal([Error("", "already_run", {"status": made.status}, "This import has been started already.")])
    ctx = own_context(actor, "contact", context(actor.workspace_id, actor.user_id))
    wanted = mapping.changed(Mapping.from_json(made.mapping), wish, ctx)
    made.mapping = wanted.as_json()
    with opened(made) as table:
        made.preview = tried(actor, made, table, wanted, seen_of(made), ctx, look)
    made.changed_at = now()
    made.save(update_fields=["mapping", "preview", "changed_at"])
    return made


def one(actor: Actor, import_id: UUID) -> Import:
    """An import of this workspace, of the actor or, for an administrator, of anybody."""
    allowed(actor)
    found = Import.objects.filter(workspace_id=actor.workspace_id, id=import_id).first()
    if found is None or (found.by != actor.user_id and not actor.admin):
        raise NotFound("import")
    return found


def recent(actor: Actor) -> list[Import]:
    """The newest imports that `one` would give, without what is in them. One that was only looked at is told to whoever
    brought it, for a day: then nobody comes back for it."""
    allowed(actor)
    found = Import.objects.filter(workspace_id=actor.workspace_id)
    if not actor.admin:
        found = found.filter(by=actor.user_id)
    waiting = Q(by=actor.user_id, created_at__gt=now() - WAITS)
    found = found.filter(~Q(status="ready") | waiting).order_by("-created_at", "-id")
    return list(found.only("id", "by", "name", "status", "rows", "done", "batch_id", "created_at")[:RECENT])


@contextmanager
def opened(made: Import) -> Iterator[Table]:
    """The file of an import, ready to be read."""
    with store.spooled(store.blocks(made.workspace_id, made.id)) as (path, _):
        yield readers.again(path, made.format, made.encoding, made.delimiter)


def tried(
    actor: Actor, made: Import, table: Table, wanted: Mapping, seen: list[Seen], ctx: Context, look: int
) -> dict[str, Any]:
    """The dry run: the first rows with their verdicts, and the report of all that were looked at."""
    ctx = customs.tried(wanted, ctx)
    planner = Planner(actor, builder(made, wanted, seen, ctx), wanted)
    report, shown = Report(), list[Planned]()
    for chunk in ahead(map(planner.read, chunks(islice(table.rows(), look)))):
        planned = planner.plan(chunk)
        report.add(reported(planned))
        shown += planned[: SHOWN - len(shown)]
    return {"rows": [line(one) for one in shown], "report": report.as_json(), "empty": table.empty[:200]}


def builder(made: Import, wanted: Mapping, seen: list[Seen], ctx: Context) -> Builder:
    """What turns rows into values, as this import wishes."""
    return Builder(wanted, seen, ctx, made.id, people(made.workspace_id), made.created_at.year)


def chunks(raws: Iterator[RawRow]) -> Iterator[list[RawRow]]:
    """The rows in lists of 2,000."""
    while some := list(islice(raws, CHUNK)):
        yield some


def people(workspace_id: UUID) -> dict[str, str | None]:
    """Folded name or e-mail → id; None where two people share it."""
    found: dict[str, str | None] = {}
    for user, name, email in rows(
        "SELECT m.user_id, u.name, u.email FROM identity_membership m JOIN identity_user u ON u.id = m.user_id"
        " WHERE m.workspace_id = %s AND m.active",
        (workspace_id,),
    ):
        for word in {fold(name), fold(email)}:
            found[word] = None if word in found else str(user)
    return found


def as_json(seen: Seen) -> dict[str, Any]:
    """What the survey keeps of a column."""
    return {
        "filled": seen.filled,
        "samples": seen.samples,
        "comma": seen.comma,
        "month_first": seen.month_first,
        "values": seen.values,
        "numbers": seen.numbers,
        "days": seen.days,
        "moments": seen.moments,
        "longest": seen.longest,
        "leading_zero": seen.leading_zero,
        "lines": seen.lines,
    }


def seen_of(made: Import) -> list[Seen]:
    """The survey of an import."""
    return [Seen(**kept) for kept in made.survey]


def offers(made: Import) -> dict[int, dict[str, Any]]:
    """What the columns without a field could become."""
    return mapping.offers(Mapping.from_json(made.mapping), seen_of(made))


def from_path(path: Path) -> Iterator[bytes]:
    """The bytes of a file on this machine."""
    with path.open("rb") as file:
        yield from iter(lambda: file.read(store.SIZE), b"")


def begin(actor: Actor, made: Import) -> None:
    """Make the wished custom fields and mark the import as running; the work is ordered by the caller."""
    customs.make(actor, Mapping.from_json(made.mapping))
    made.status, made.fault, made.changed_at = "running", None, now()
    made.save(update_fields=["status", "fault", "changed_at"])
