"""After thousands of new rows the planner still believes in a small table, and no index is worth its while to it.
The database finds out by itself after a minute; an import cannot wait."""

from __future__ import annotations

from karteo.lib.sql import rows

SHARE = 0.5


class Statistics:
    """Counts the rows that one import writes, and has the table looked at again when they are many."""

    def __init__(self) -> None:
        self.fresh = 0

    def wrote(self, n: int, *, end: bool = False) -> None:
        """`n` more rows were written; at the `end` a tenth of the table is enough to look again."""
        self.fresh += n
        if not self.fresh:
            return
        ((known,),) = rows("SELECT reltuples FROM pg_class WHERE oid = 'records_contact'::regclass")
        if self.fresh > max(known, 0) * (0.1 if end else SHARE) + 50:
            rows("ANALYZE records_contact (workspace_id, keys, sort_name)")
            self.fresh = 0
