"""What a device may no longer hold: told only of what it could hold before.

That a record is out of sight now is no news for somebody who never saw it; to him its id and its changes are nothing
that exists. So the log is asked how the record stood when the device was up to date, and the policy, who saw it then.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from karteo.identity.actor import Actor
from karteo.lib.sql import Where, rows
from karteo.records.access import allows, visible
from karteo.records.registry import TYPES
from karteo.records.types.base import RecordType

Seen = list[tuple[str, UUID]]


def lost_since(actor: Actor, after: int, unseen: Seen) -> dict[UUID, Seen]:
    """Of changed records that the actor does not see: those that he saw at number `after`, each with what hangs on
    it. What was erased for good is told to everybody: there is nothing left to find out about it."""
    lost: dict[UUID, Seen] = {}
    for name in {name for name, _ in unseen}:
        ids = [record for type, record in unseen if type == name]
        kind = TYPES.get(name)
        now = _policy(actor, kind, ids) if kind else {}
        lost |= {record: [(name, record)] for record in ids if record not in now}
        if kind is None or kind.parents:  # what hangs on another record goes with that one
            continue
        for record, row in _then(actor, after, now).items():
            if allows(actor, "read", name, row):
                lost[record] = [(name, record)]
    _with_children(actor, after, lost)
    return lost


def _policy(actor: Actor, kind: RecordType, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The fields that decide about access, of the records that there are."""
    columns = ", ".join(f"t.{name}" for name in sorted(kind.policy))
    return {
        record: orjson.loads(text)
        for record, text in rows(
            f"SELECT t.id, (SELECT row_to_json(r)::text FROM (SELECT {columns}) r) FROM {kind.table} t"
            " WHERE t.workspace_id = %s AND t.id = ANY(%s)",
            (actor.workspace_id, list(ids)),
        )
    }


def _then(actor: Actor, after: int, now: dict[UUID, dict[str, Any]]) -> dict[UUID, dict[str, Any]]:
    """The same as it was at number `after`; without those that were made since."""
    then = {record: dict(row) for record, row in now.items()}
    for record, text in rows(
        "SELECT record_id, patch::text FROM log_change"
        " WHERE workspace_id = %s AND record_id = ANY(%s) AND number > %s ORDER BY number DESC",
        (actor.workspace_id, list(now), after),
    ):
        for name, (before, _) in orjson.loads(text).items():
            if name == "created_at":
                then.pop(record, None)
            elif record in then and name in then[record]:
                then[record][name] = before
    return then


def _other_ends(actor: Actor, kind: RecordType, column: str, parents: list[UUID]) -> Where:
    """That the record hangs on nothing else which he never saw."""
    found = Where("")
    for other in kind.parents:
        if other != column:
            seen = visible(actor, "contact", "o")
            found = Where(
                f"{found.sql} AND (t.{other} = ANY(%s) OR EXISTS (SELECT FROM records_contact o"
                f" WHERE {seen.sql} AND o.id = t.{other}))",
                (*found.params, parents, *seen.params),
            )
    return found


def _with_children(actor: Actor, after: int, lost: dict[UUID, Seen]) -> None:
    """Notes, files and relationships of lost contacts, those that were there at number `after`."""
    parents = [record for record, seen in lost.items() if seen[0][0] == "contact"]
    for name, kind in TYPES.items():
        for column in kind.parents if parents else ():
            others = _other_ends(actor, kind, column, parents)
            for parent, child in rows(
                f"SELECT t.{column}, t.id FROM {kind.table} t WHERE t.workspace_id = %s AND t.{column} = ANY(%s)"
                f" AND NOT EXISTS (SELECT FROM log_change c WHERE c.workspace_id = %s AND c.record_id = t.id"
                f" AND c.number > %s AND c.patch ? 'created_at'){others.sql}",
                (actor.workspace_id, parents, actor.workspace_id, after, *others.params),
            ):
                lost[parent].append((name, child))
