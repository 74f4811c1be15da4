"""Generated lives of a few records, for the laws of the history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import Phase
from hypothesis import strategies as st

from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit, Outcome
from karteo.identity.actor import Actor
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.rows import get_many
from tests.records.strategies import BY_FIELD
from tests.world import World, make_world

patches = st.dictionaries(st.sampled_from(sorted(BY_FIELD)), st.none(), min_size=1, max_size=4).flatmap(
    lambda names: st.fixed_dictionaries({name: BY_FIELD[name] for name in names})
)
# record, what is written, what was seen (None = nothing), and what becomes of it
steps = st.lists(
    st.tuples(st.integers(0, 2), patches, st.none() | patches, st.sampled_from(["change"] * 6 + ["bin", "back"])),
    min_size=1,
    max_size=10,
)
# Each step is a transaction: shrinking a counterexample would take minutes. The steps are printed as they are.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
Step = tuple[int, dict[str, Any], dict[str, Any] | None, str]


_worlds: list[World] = []


def somebody() -> Actor:
    """An actor in a world that all examples of one test share; hypothesis makes them inside one transaction."""
    if not _worlds or not rows("select 1 from identity_workspace where id = %s", (_worlds[-1].workspace_id,)):
        _worlds.append(make_world())
    return _worlds[-1].alice


class Lives:
    """Three records, born with a name; `live` does a step as an action of its own."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.records = [new_id() for _ in range(3)]
        self.batches: list[UUID] = []
        for record in self.records:
            self.do(Edit(record, {"created_at": "now", "last_name": "Muster"}))

    def do(self, edit: Edit) -> Outcome:
        batch = Batch()
        (outcome,) = apply(self.actor, batch, [edit])
        if outcome.changed:
            self.batches.append(batch.id)
        return outcome

    def live(self, step: Step) -> Outcome:
        place, patch, base, what = step
        if what != "change":
            patch, base = {"deleted_at": "now" if what == "bin" else None}, None
        return self.do(Edit(self.records[place], dict(patch), base))

    def rows(self) -> dict[UUID, dict[str, Any]]:
        """The records as they are now."""
        return get_many(self.actor, "contact", self.records)

    def values(self) -> dict[UUID, dict[str, Any]]:
        """The same without the moments, which the server sets anew."""
        return {record: timeless(row) for record, row in self.rows().items()}


def timeless(row: dict[str, Any]) -> dict[str, Any]:
    moments = {"changed_at": None, "changed_by": None, "deleted_at": bool(row["deleted_at"])}
    return row | moments
