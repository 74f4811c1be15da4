"""A tag that was only spelled anew (`vip` → `VIP`) is spelled as before when that is undone.

Every other tag comes back as a word on its records; here the word is the same, and the door would write it as the
workspace spells it now. So the spelling is put back first.
"""

from __future__ import annotations

from uuid import UUID

import orjson

from karteo.lib.sql import rows
from karteo.records.spelling import spell, tag_key


def follow(workspace_id: UUID, batch: UUID) -> None:
    """Before `batch` is undone: if it spelled a tag anew, spell it as before. A change of spelling alone is never
    made by anything but a renaming, which made it on all records; one of them tells."""
    found = rows(
        "SELECT c.patch->'tags' FROM log_change c JOIN log_batch b ON b.workspace_id = %s AND b.id = c.batch_id"
        " WHERE c.workspace_id = %s AND c.batch_id = %s AND b.source IN ('bulk', 'undo') AND c.patch ? 'tags' LIMIT 1",
        (workspace_id, workspace_id, batch),
    )
    if not found:
        return
    before, after = found[0][0] if isinstance(found[0][0], list) else orjson.loads(found[0][0])
    now = {tag_key(word): word for word in after or []}
    for word in before or []:
        if now.get(tag_key(word), word) != word:
            spell(workspace_id, tag_key(word), word)
