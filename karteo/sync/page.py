"""One page of what changed since a device's cursor: each record once, however often it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from karteo.identity.actor import Actor
from karteo.log import feed
from karteo.records import rows
from karteo.records.registry import TYPES
from karteo.sync.lost import lost_since


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` with their "number"; `gone` = what the device may no longer hold; `number` = the new cursor."""

    rows: list[dict[str, Any]]
    gone: list[dict[str, Any]]
    number: int
    more: bool


def page(actor: Actor, after: int, head: int, want: int, began: int) -> Page:
    """Records changed after `after`; whole commits, so that the last number is a cursor. `head` was read before:
    all that it counts is in the page or behind it. The device holds nothing from before `began`."""
    changed = feed.changed_since(actor.workspace_id, after, want)
    by_type: dict[str, list[UUID]] = {}
    for type, record, _ in changed:
        by_type.setdefault(type, []).append(record)
    found = {type: rows.get_many(actor, type, ids) for type, ids in by_type.items() if type in TYPES}
    unseen = [(type, record) for type, record, _ in changed if record not in found.get(type, {})]
    lost = lost_since(actor, max(after, began), unseen)
    shown, gone = [], []
    for type, record, number in changed:
        if row := found.get(type, {}).get(record):
            shown.append(row | {"number": number})
        else:
            gone += [{"type": t, "id": one, "number": number} for t, one in lost.get(record, ())]
    more = len(changed) >= want
    last = changed[-1][2] if changed else after
    return Page(shown, gone, last if more else max(last, head), more)
