"""Three people and a stranger: every test stands in the same small world."""
from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import connections, transaction

from karteo.identity import people
from karteo.identity.actor import Actor, by_user
from karteo.identity.models import Team, TeamMember, Workspace
from karteo.identity.setup import create_workspace
from karteo.lib.sql import rows
from tests.e2e.server import until

T = TypeVar("T")
PASSWORD = "a cellar without network"


@dataclass(frozen=True)
class World:
    """Alice (administrator) owns the record, Bob (member) is on her team, Rita reads, Charlie must see nothing."""

    workspace: Workspace
    alice: Actor
    bob: Actor
    rita: Actor
    elsewhere: Workspace
    charlie: Actor
    password: str = PASSWORD

    @property
    def workspace_id(self) -> UUID:
        return self.workspace.id


def make_world() -> World:
    """Workspace "Nordwerk" with Alice, Bob and Rita, and workspace "Südwerk" with Charlie."""
    north, alice = create_workspace("Nordwerk", "DE", "en", "alice@nordwerk.example", "Alice Adler", PASSWORD)
    south, charlie = create_workspace("Südwerk", "DE", "en", "charlie@suedwerk.example", "Charlie Clausen", PASSWORD)
    bob = people.join(north.id, "bob@nordwerk.example", "Bob Berg", "member", "en", PASSWORD)
    rita = people.join(north.id, "rita@nordwerk.example", "Rita Roth", "reader", "en", PASSWORD)
    team = Team.objects.create(workspace_id=north.id, name="Sales")
    for user in (alice, bob):
        TeamMember.objects.create(workspace_id=north.id, team_id=team.id, user_id=user.id)
    return World(
        workspace=north, elsewhere=south,
        alice=actor(north.id, alice.id), bob=actor(north.id, bob.id), rita=actor(north.id, rita.id),
        charlie=actor(south.id, charlie.id),
    )


def actor(workspace_id: UUID, user_id: UUID) -> Actor:
    """The person as the API would see him on a screen."""
    found = by_user(workspace_id, user_id, "screen")
    assert found is not None
    return found


def at_once(*doings: Callable[[], T]) -> list[T]:
    """Run all of them at the same time, each on its own database connection; their answers in order.

    They start together behind a barrier. The first error of any is raised. Needs `db_real` or `world_real`.
    """
    answers: list[T | None] = [None] * len(doings)
    errors: list[BaseException] = []
    barrier = threading.Barrier(len(doings))

    def run(place: int, doing: Callable[[], T]) -> None:
        try:
            barrier.wait(30)
            answers[place] = doing()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return answers  # type: ignore[return-value]


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> None:
    """The second begins, on a connection of its own, when the first is done and not yet committed; then both are."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            second()
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=run)
    with transaction.atomic():
        first()
        other.start()
        until(lambda: not other.is_alive() or waited_for(), "the second", 20)
    other.join()
    if failed:
        raise failed[0]


def waited_for() -> bool:
    """Whether somebody waits for this transaction to end. (Others wait in the same server, for tests beside this.)"""
    return bool(rows("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"))
