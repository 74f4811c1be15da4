"""The one exception to "the log is never rewritten": what it says about an erased record is taken out of it.

The lines stay, empty: a number, a record's id, an action, no field and no value. So numbers keep their order, an
action still says how many records it touched, and taking it back can say that one of them was erased.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from karteo.lib.sql import like, rows

WHYS = """
UPDATE log_batch b SET why = ''
 WHERE b.workspace_id = %(workspace)s AND b.why <> ''
   AND b.id IN (SELECT c.batch_id FROM log_change c
                 WHERE c.workspace_id = %(workspace)s AND c.record_id = ANY(%(records)s))
   AND (b.why ILIKE ANY(%(words)s::text[]) OR NOT EXISTS (
        SELECT FROM log_change o WHERE o.workspace_id = %(workspace)s AND o.batch_id = b.id
           AND NOT o.record_id = ANY(%(records)s)))
"""


def empty(workspace_id: UUID, records: Sequence[UUID], words: Collection[str], full: Collection[str]) -> None:
    """Take every field and value of these records out of the log, who looked at them, and the reasons people
    wrote: of actions about them alone, of others that touched them and name them by one of `words`, and of any action
    that names them in `full` (a whole name, an address, a number)."""
    rows(WHYS, {"workspace": workspace_id, "records": list(records), "words": _patterns(words)})
    if full:
        rows(
            "UPDATE log_batch SET why = '' WHERE workspace_id = %s AND why <> '' AND why ILIKE ANY(%s)",
            (workspace_id, _patterns(full)),
        )
    rows(
        "UPDATE log_change SET patch = '{}' WHERE workspace_id = %s AND record_id = ANY(%s)",
        (workspace_id, list(records)),
    )
    rows("DELETE FROM log_read WHERE workspace_id = %s AND record = ANY(%s)", (workspace_id, list(records)))


def _patterns(words: Collection[str]) -> list[str]:
    return [f"%{like(word)}%" for word in words]
