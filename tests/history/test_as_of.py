"""A record as it was agrees with what was seen at that time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from karteo.history.as_of import as_of
from karteo.lib.errors import NotFound
from karteo.log import feed
from tests.history.lives import QUICK, Lives, Step, somebody, steps


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, phases=QUICK)
@given(drawn=steps)
def test_every_record_at_every_number_is_as_it_was_seen_then(drawn: list[Step]) -> None:
    lives = Lives(somebody())
    seen = {feed.head(lives.actor.workspace_id)[1]: lives.rows()}
    for step in drawn:
        lives.live(step)
        seen[feed.head(lives.actor.workspace_id)[1]] = lives.rows()
    for number, rows in seen.items():
        assert {record: as_of(lives.actor, "contact", record, number) for record in lives.records} == rows
    with pytest.raises(NotFound):
        as_of(lives.actor, "contact", lives.records[0], 0)
