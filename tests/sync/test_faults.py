"""Two phones and a bad network: whatever is lost, late or doubled, every edit counts once and all end up equal."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from karteo.identity.actor import Actor
from karteo.lib.sql import rows
from tests.api.desk import Device, Row, devices_converge, make, told
from tests.api.doors import Door, program
from tests.world import World, make_world

FATES = ["ok"] * 4 + ["request lost", "answer lost", "doubled", "late again"]
FIELDS = ["position", "department"]
# who does what: a tap (phone, field, value) or a round of a phone with a fate of the network
doings = st.lists(
    st.one_of(
        st.tuples(st.just("tap"), st.integers(0, 1), st.sampled_from(FIELDS), st.integers(0, 5)),
        st.tuples(st.just("sync"), st.integers(0, 1), st.sampled_from(FATES), st.just(0)),
    ),
    max_size=20,
)


class Phone(Device):
    """A device as docs/sync.md wants it: what is unsent stays until it is answered."""

    def __init__(self, door: Door, record: Row) -> None:
        super().__init__(door)
        self.record = record
        self.outbox: list[Row] = []
        self.outcomes: dict[int, list[Row]] = {}
        self.last: Row | None = None
        self.sync()
        self.copy = {record["id"]: record}

    def shown(self, field: str) -> Any:
        """The row with the outbox on it, as the screen has it."""
        value = self.copy[self.record["id"]][field]
        for action in self.outbox:
            value = action["edits"][0]["patch"].get(field, value)
        return value

    def tap(self, field: str, value: str) -> None:
        self.outbox.append(self.action(self.record, {field: value}, {field: self.shown(field)}))

    def round(self, fate: str) -> None:
        wish = {"device": str(self.id), "cursor": self.cursor, "actions": list(self.outbox), "want": 500}
        if fate == "late again" and self.last:
            told(self.door.ask("post", "/api/sync", self.last))  # an old request wanders in; nobody hears the answer
        if fate == "request lost":
            return
        self.last = wish
        if fate == "doubled":
            told(self.door.ask("post", "/api/sync", wish))
        answer = told(self.door.ask("post", "/api/sync", wish))
        if fate != "answer lost":
            self.hear(answer)

    def hear(self, answer: Row) -> None:
        assert answer["gap"] is None
        assert answer["forked"] is None
        for one in answer["outcomes"]:
            self.outcomes[one["n"]] = one["outcomes"]
            self.outbox = [action for action in self.outbox if action["n"] != one["n"]]
        for row in answer["rows"]:
            self.copy[row["id"]] = row
        self.cursor = answer["cursor"]


_worlds: list[World] = []


def actors() -> tuple[Actor, Actor]:
    if not _worlds or not rows("select 1 from identity_workspace where id = %s", (_worlds[-1].workspace_id,)):
        _worlds.append(make_world())
    return _worlds[-1].alice, _worlds[-1].bob


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(drawn=doings)
def test_every_edit_counts_once_and_all_end_up_equal(drawn: list[tuple[str, int, str, int]]) -> None:
    alice, bob = (program(actor) for actor in actors())
    follower = Device(bob)
    follower.sync()
    record = make(alice)
    phones = [Phone(alice, record), Phone(bob, record)]
    sent: dict[str, tuple[Phone, int]] = {}
    for what, which, how, value in drawn:
        phone = phones[which]
        if what == "tap":
            phone.tap(how, f"{value}")
            sent[phone.outbox[-1]["batch"]] = phone, phone.n
        else:
            phone.round(how)
    for phone in [*phones, *phones]:
        phone.round("ok")
    assert phones[0].copy[record["id"]] == phones[1].copy[record["id"]]
    assert not phones[0].outbox
    assert not phones[1].outbox
    logged = Counter(
        str(batch)
        for (batch,) in rows(
            "select batch_id from log_change where workspace_id = %s and record_id = %s",
            (actors()[0].workspace_id, record["id"]),
        )
    )
    for batch, (phone, n) in sent.items():
        (outcome,) = phone.outcomes[n]
        assert outcome["status"] in ("done", "conflict")
        assert logged[batch] == (1 if outcome["changed"] else 0)
    devices_converge(follower)
