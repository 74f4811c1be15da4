"""A long batch in a process of its own, so that it can be killed: `python -m tests.edits.bulk_alone …` (a helper)."""

from __future__ import annotations

import sys
from uuid import UUID

import django

django.setup()

from karteo.edits.apply_many import apply_many  # noqa: E402
from karteo.edits.shapes import Batch, Edit, Summary  # noqa: E402
from karteo.identity.actor import by_user  # noqa: E402
from karteo.lib.sql import rows  # noqa: E402


def main(workspace: str, user: str, batch: str) -> None:
    """Give every contact a new position, ten at a time, and tell after each chunk how far it is."""
    actor = by_user(UUID(workspace), UUID(user), "screen")
    assert actor
    records = [
        record
        for (record,) in rows(
            "SELECT id FROM records_contact WHERE workspace_id = %s ORDER BY id", (actor.workspace_id,)
        )
    ]
    patch = {"position": "Chef"}

    def told(position: int, _: Summary) -> None:
        print(position, flush=True)

    apply_many(actor, Batch(UUID(batch), "bulk"), (Edit(record, patch) for record in records), size=10, progress=told)
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
