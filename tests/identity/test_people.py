"""Races about who is there, on several real connections."""

from __future__ import annotations

from karteo.identity import people
from karteo.identity.models import Membership, User
from karteo.lib.errors import Refusal
from tests.world import World, at_once


def tried(doing: object) -> str:
    try:
        doing()  # type: ignore[operator]
    except Refusal as refusal:
        return refusal.errors[0].code
    return "done"


def test_of_two_administrators_who_let_each_other_go_one_stays(world_real: World) -> None:
    world = world_real
    people.change(world.workspace_id, world.bob.user_id, role="admin")
    told = at_once(
        lambda: tried(lambda: people.change(world.workspace_id, world.alice.user_id, active=False)),
        lambda: tried(lambda: people.change(world.workspace_id, world.bob.user_id, role="member")),
    )
    assert sorted(told) == ["done", "last_admin"]
    admins = Membership.objects.filter(workspace_id=world.workspace_id, role="admin", active=True)
    assert len(admins) == 1


def test_a_person_who_is_invited_twice_at_once_is_there_once(world_real: World) -> None:
    world = world_real
    told = at_once(*[lambda: tried(lambda: people.join(world.workspace_id, "dora@nordwerk.example", "Dora"))] * 4)
    assert sorted(told) == ["done", "taken", "taken", "taken"]
    assert User.objects.filter(email="dora@nordwerk.example").count() == 1
