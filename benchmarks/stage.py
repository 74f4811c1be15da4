"""Sets the stage for one size, runs every operation on it, and makes the lines of the table."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from benchmarks import bulk, crowd
from benchmarks.measure import Client, Figures, Meter, rate
from benchmarks.operations import OPERATIONS, Operation, Place
from benchmarks.others import OTHERS
from karteo.identity import people, setup, tokens
from karteo.identity.actor import Actor, by_user
from karteo.identity.models import Team, TeamMember
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.context import touch
from karteo.records.models import CustomField

MANY = (1_000, 10_000, 100_000)


def place(url: str, port: int, size: int, plain: bool = False) -> tuple[Place, Actor]:
    """A workspace with `size` contacts and somebody to ask for them. Unless `plain`, the contacts have tags, custom
    fields, photos and owners, and somebody else sees his team's only."""
    workspace, user = setup.create_workspace(
        f"Bench {size}", "DE", "en", f"bench{size}@example.org", "Bench", str(new_id())
    )
    actor = by_user(workspace.id, user.id, "api")
    assert actor is not None
    secret = tokens.create(actor, "bench")[1]
    seller, owners = ("", []) if plain else others(workspace.id, user.id)
    crowd.fill(url, workspace.id, size, owners)
    deep = min(50_000, size // 2)
    ((name, record),) = rows(
        "SELECT sort_name, id FROM records_contact WHERE workspace_id = %s ORDER BY sort_name, id OFFSET %s LIMIT 1",
        (workspace.id, deep),
    )
    ids = [
        one
        for (one,) in rows(
            "SELECT id FROM records_contact WHERE workspace_id = %s ORDER BY id LIMIT 100000", (workspace.id,)
        )
    ]
    ((email,),) = rows(
        "SELECT keys->>0 FROM records_contact WHERE workspace_id = %s AND id = %s",
        (workspace.id, ids[size // 3 % len(ids)]),
    )
    return Place(
        port, secret, url, workspace.id, size, ids, walk(Client(port, secret), deep), (name, record), email, seller
    ), actor


def others(workspace: UUID, admin: UUID) -> tuple[str, list[UUID]]:
    """(a token of somebody in sales, the owners of the contacts: him, a colleague of his team, and two others)."""
    team = Team.objects.create(workspace_id=workspace, name="Bench")
    made = []
    for number in range(3):
        user = people.join(workspace, f"{number}.{new_id()}@example.org", f"Seller {number}", "seller")
        made.append(user.id)
    for user_id in made[:2]:
        TeamMember.objects.create(workspace_id=workspace, team_id=team.id, user_id=user_id)
    for number, (key, kind) in enumerate(crowd.CUSTOM.items()):
        CustomField.objects.create(
            workspace_id=workspace,
            key=key,
            type=kind,
            label={"en": key},
            options=crowd.LEVELS if kind == "choice" else [],
            position=number,
        )
    touch(workspace)
    seller = by_user(workspace, made[0], "api")
    assert seller is not None
    return tokens.create(seller, "bench")[1], [*made, admin]


def walk(client: Client, deep: int) -> str:
    """`next` after `deep` rows, page by page as a user scrolls."""
    after = ""
    for _ in range(deep // 200):
        after = client("GET", f"/api/contacts?limit=200{f'&after={after}' if after else ''}")["next"]
    return after


def possible(place: Place) -> list[Operation]:
    """The operations that these contacts are made for."""
    return [one for one in OPERATIONS if place.seller or not one.rich]


def quick(meter: Meter, place: Place) -> Iterator[list[str]]:
    """The single operations only, five times as often."""
    for operation in possible(place):
        ours = meter.time(operation.ours(place), operation.times * 5)
        yield line(operation.name, ours, meter.time(operation.floor(place), operation.times * 5))


def lines(meter: Meter, place: Place, actor: Actor) -> Iterator[list[str]]:
    """The measured lines, as text."""
    for operation in possible(place):
        ours = meter.time(operation.ours(place), operation.times)
        floor = meter.time(operation.floor(place), operation.times)
        per_second = (rate(lambda o=operation: o.ours(place)), rate(lambda o=operation: o.floor(place)))  # type: ignore[misc]
        yield line(operation.name, ours, floor, per_second)
    yield ["memory of the server, MiB", f"{meter.memory():.0f}", *[""] * 6, OTHERS["memory of the server, MiB"]]
    for number in MANY:
        if number <= place.size:
            for name, (ours, floor) in bulk.change_many(meter, place, actor, number).items():
                yield line(name, ours, floor)
    yield line("import of 10,000 rows", *bulk.import_rows(meter, place, actor, 10_000))


def line(name: str, ours: Figures, floor: Figures, per_second: tuple[float, float] | None = None) -> list[str]:
    """One line of the table. The floor's own CPU is the database's: its client does nothing else."""
    bare = floor.database or 0.01
    return [
        name,
        f"{ours.wall:,.1f}",
        f"{ours.app:,.1f}+{ours.database:,.1f}",
        f"{floor.wall:,.2f}",
        f"{floor.database:,.2f}",
        f"{ours.cpu / bare:,.1f}",
        *([f"{one:,.0f}" for one in per_second] if per_second else ["", ""]),
        OTHERS.get(name, ""),
    ]
