"""No interleaving of writers makes a reader miss a batch; a plain sequence would (the experiment that decided it)."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.log.feed import changed_since, head
from tests.world import World, at_once

WRITERS, ACTIONS = 4, 40


def follow(read: Callable[[int], list[tuple[str, int]]], done: threading.Event) -> Callable[[], set[str]]:
    """A reader that keeps a cursor, until the writers are done and it has seen the end."""

    def reader() -> set[str]:
        seen: set[str] = set()
        cursor = 0
        while True:
            over = done.is_set()
            for key, number in read(cursor):
                seen.add(key)
                cursor = max(cursor, number)
            if over:
                return seen

    return reader


def test_a_reader_with_a_cursor_misses_nothing(world_real: World) -> None:
    world, done = world_real, threading.Event()
    left = threading.Semaphore(0)

    def writer(seed: int) -> Callable[[], set[str]]:
        def write() -> set[str]:
            rng, made = random.Random(seed), set()
            for n in range(ACTIONS):
                edits = [
                    Edit(new_id(), {"created_at": "now", "last_name": f"{seed}.{n}.{i}"})
                    for i in range(rng.randint(1, 5))
                ]
                if rng.random() < 0.1:
                    edits[-1].patch["emails"] = ["refused"]
                if apply(world.alice, Batch(), edits)[0].status == "done":
                    made |= {str(edit.record) for edit in edits}
            left.release()
            return made

        return write

    def close() -> set[str]:
        for _ in range(WRITERS):
            left.acquire()
        done.set()
        return set()

    def read(cursor: int) -> list[tuple[str, int]]:
        return [(str(record), number) for _, record, number in changed_since(world.workspace_id, cursor, 50)]

    answers = at_once(*[writer(seed) for seed in range(WRITERS)], follow(lambda n: drain(read, n), done), close)
    written, seen = set().union(*answers[:WRITERS]), answers[WRITERS]
    assert written == seen


def drain(read: Callable[[int], list[tuple[str, int]]], cursor: int) -> list[tuple[str, int]]:
    """All pages from the cursor on."""
    found: list[tuple[str, int]] = []
    while page := read(found[-1][1] if found else cursor):
        found += page
    return found


def test_numbers_have_no_gap_and_no_double(world_real: World) -> None:
    world = world_real
    make = [
        lambda: [
            apply(world.alice, Batch(), [Edit(new_id(), {"created_at": "now", "last_name": "M"})]) for _ in range(20)
        ]
    ] * 4
    at_once(*make)
    found = rows("SELECT number FROM log_change WHERE workspace_id = %s ORDER BY number", (world.workspace_id,))
    assert [number for (number,) in found] == list(range(1, 81))
    assert head(world.workspace_id)[1] == 80


@pytest.mark.usefixtures("db_real")
def test_a_sequence_would_lose_what_commits_late() -> None:
    """7 commits after 8: the reader that stood at 8 never sees 7. Two connections, in the order that shows it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive (number bigserial, key text)")
    try:
        first_has_written, second_has_committed = threading.Event(), threading.Event()

        def slow() -> None:
            with transaction.atomic():
                rows("INSERT INTO naive (key) VALUES ('slow')")
                first_has_written.set()
                assert second_has_committed.wait(30)

        read: list[tuple[str, int]] = []

        def quick() -> None:
            assert first_has_written.wait(30)
            rows("INSERT INTO naive (key) VALUES ('quick')")
            read.extend((key, number) for key, number in rows("SELECT key, number FROM naive ORDER BY number"))
            second_has_committed.set()

        at_once(slow, quick)
        seen, cursor_at = {key for key, _ in read}, read[-1][1]
        assert {key for (key,) in rows("SELECT key FROM naive WHERE number > %s", (cursor_at,))} | seen == {"quick"}
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE naive")
