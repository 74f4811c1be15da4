"""The records that were changed last."""

from __future__ import annotations

from typing import Any

from karteo.identity.actor import Actor
from karteo.lib.sql import rows as query
from karteo.records import rows


def recent(actor: Actor, type: str, limit: int = 10) -> list[dict[str, Any]]:
    """The last changed living records that the actor may see. Looks at the last few, so it may be fewer."""
    found = query(
        "select record_id from log_latest where workspace_id = %s and type = %s"
        " order by number desc, record_id desc limit %s",
        (actor.workspace_id, type, limit * 3),
    )
    shown = rows.get_many(actor, type, [record for (record,) in found])
    living = [shown[record] for (record,) in found if record in shown and not shown[record]["deleted_at"]]
    return living[:limit]
