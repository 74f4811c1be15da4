"""Two administrators at the same moment: one of them is second, and what is in use stays."""

from __future__ import annotations

import pytest

from karteo.identity import people, teams
from karteo.identity.models import Membership, Role, TeamMember
from karteo.identity.roles import READY
from karteo.lib.errors import NotFound, Refusal
from tests.api.desk import told
from tests.api.doors import program
from tests.world import World, at_once, meanwhile


def test_of_two_administrators_who_take_each_other_s_role_one_stays(world_real: World) -> None:
    here, alice, bob = world_real.workspace_id, world_real.alice.user_id, world_real.bob.user_id
    people.change(here, bob, role="admin")

    def demote(person: object) -> str:
        try:
            people.change(here, person, role="member")  # type: ignore[arg-type]
        except Refusal as refused:
            return refused.errors[0].code
        return "done"

    assert sorted(at_once(lambda: demote(alice), lambda: demote(bob))) == ["done", "last_admin"]
    assert Membership.objects.filter(workspace_id=here, role="admin").count() == 1


def test_nobody_is_left_in_a_team_that_was_deleted_while_he_came(world_real: World) -> None:
    here, rita = world_real.workspace_id, world_real.rita.user_id
    team = teams.create(here, "North")
    meanwhile(lambda: people.change(here, rita, teams=[team]), lambda: teams.delete(here, team))
    assert not TeamMember.objects.filter(workspace_id=here, team_id=team).exists()


def test_nobody_comes_into_a_team_that_is_being_deleted(world_real: World) -> None:
    here, rita = world_real.workspace_id, world_real.rita.user_id
    team = teams.create(here, "North")
    with pytest.raises(Refusal):
        meanwhile(lambda: teams.delete(here, team), lambda: people.change(here, rita, teams=[team]))
    assert not TeamMember.objects.filter(workspace_id=here, team_id=team).exists()
    with pytest.raises(NotFound):
        teams.delete(here, team)


def test_a_role_that_somebody_is_being_given_is_in_use(world_real: World) -> None:
    here, rita, alice = world_real.workspace_id, world_real.rita.user_id, program(world_real.alice)
    wish = {"key": "clerk", "label": {"en": "Clerk"}, "rights": READY["reader"]["rights"]}
    told(alice.ask("post", "/api/roles", wish), 201)
    answers: list[int] = []
    meanwhile(
        lambda: people.change(here, rita, role="clerk"),
        lambda: answers.append(alice.ask("delete", "/api/roles/clerk").status_code),
    )
    assert answers == [422]
    assert Role.objects.filter(workspace_id=here, key="clerk").exists()


def test_nobody_is_given_a_role_that_is_being_deleted(world_real: World) -> None:
    here, rita = world_real.workspace_id, world_real.rita.user_id
    Role.objects.create(workspace_id=here, key="clerk", label={"en": "Clerk"}, rights=READY["reader"]["rights"])
    with pytest.raises(Refusal):
        meanwhile(
            lambda: Role.objects.filter(workspace_id=here, key="clerk").delete(),
            lambda: people.change(here, rita, role="clerk"),
        )
    assert people.membership(here, rita).role == "reader"
