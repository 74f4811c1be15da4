"""Teams: who works with whom. Where a role says "team", these people are meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from karteo.identity.models import Membership, Team, TeamMember
from karteo.lib.errors import Error, NotFound, Refusal
from karteo.lib.ids import new_id


def everything(workspace_id: UUID) -> list[dict[str, Any]]:
    """All teams by name: {id, name, members: [user]}."""
    members = of_teams(workspace_id)
    teams = Team.objects.filter(workspace_id=workspace_id).order_by("name")
    return [{"id": team.id, "name": team.name, "members": members.get(team.id, [])} for team in teams]


def one(workspace_id: UUID, team_id: UUID) -> dict[str, Any]:
    """One team, as `everything` has it."""
    found = [team for team in everything(workspace_id) if team["id"] == team_id]
    if not found:
        raise NotFound("team")
    return found[0]


def of_teams(workspace_id: UUID) -> dict[UUID, list[UUID]]:
    """team → its members."""
    found: dict[UUID, list[UUID]] = {}
    for team, user in _pairs(workspace_id):
        found.setdefault(team, []).append(user)
    return found


def of_people(workspace_id: UUID) -> dict[UUID, list[UUID]]:
    """user → his teams."""
    found: dict[UUID, list[UUID]] = {}
    for team, user in _pairs(workspace_id):
        found.setdefault(user, []).append(team)
    return found


def create(workspace_id: UUID, name: str, members: Iterable[UUID] = ()) -> UUID:
    """A new team; its id. Refuses a name that is taken, and members who are not of the workspace."""
    team = Team(workspace_id=workspace_id, id=new_id(), name=name)
    with transaction.atomic():
        _store(team)
        _set_members(workspace_id, team.id, members)
    return team.id


def change(
    workspace_id: UUID, team_id: UUID, *, name: str | None = None, members: Iterable[UUID] | None = None
) -> None:
    """Give it another name, or other members (all of them; who is not named leaves)."""
    with transaction.atomic():
        team = Team.objects.select_for_update().filter(workspace_id=workspace_id, id=team_id).first()
        if team is None:
            raise NotFound("team")
        if name is not None and name != team.name:
            team.name = name
            _store(team)
        if members is not None:
            _set_members(workspace_id, team_id, members)


def delete(workspace_id: UUID, team_id: UUID) -> None:
    """The team is no more; its people stay."""
    with transaction.atomic():
        # Who is being put into it now is waited for: in a team that is no more they would go on seeing each other's.
        if Team.objects.select_for_update().filter(workspace_id=workspace_id, id=team_id).first() is None:
            raise NotFound("team")
        TeamMember.objects.filter(workspace_id=workspace_id, team_id=team_id).delete()
        Team.objects.filter(workspace_id=workspace_id, id=team_id).delete()


def set_teams(workspace_id: UUID, user_id: UUID, wished: Iterable[UUID]) -> None:
    """The teams of one person, all of them; refused when one does not exist. Part of the caller's transaction."""
    teams = set(wished)
    known = Team.objects.select_for_update().filter(workspace_id=workspace_id, id__in=teams).order_by("id")
    if lost := teams - {team.id for team in known}:
        raise Refusal([Error("teams", "no_such_team", {"value": str(min(lost))}, "There is no such team.")])
    here = TeamMember.objects.filter(workspace_id=workspace_id, user_id=user_id)
    before = set(here.values_list("team_id", flat=True))
    here.exclude(team_id__in=teams).delete()
    _join(workspace_id, [(team, user_id) for team in sorted(teams - before)])


def _set_members(workspace_id: UUID, team_id: UUID, wished: Iterable[UUID]) -> None:
    people = set(wished)
    known = Membership.objects.filter(workspace_id=workspace_id, user_id__in=people).values_list("user_id", flat=True)
    if lost := people - set(known):
        raise Refusal([Error("members", "no_such_user", {"value": str(min(lost))}, "There is no such person here.")])
    there = TeamMember.objects.filter(workspace_id=workspace_id, team_id=team_id)
    before = set(there.values_list("user_id", flat=True))
    there.exclude(user_id__in=people).delete()
    _join(workspace_id, [(team_id, user) for user in sorted(people - before)])


def _join(workspace_id: UUID, pairs: Iterable[tuple[UUID, UUID]]) -> None:
    TeamMember.objects.bulk_create(
        [TeamMember(workspace_id=workspace_id, team_id=team, user_id=user) for team, user in pairs],
        ignore_conflicts=True,  # somebody else put him there in the same moment
    )


def _store(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise Refusal([Error("name", "name_taken", {"name": team.name}, "There is a team of this name.")]) from None


def _pairs(workspace_id: UUID) -> list[tuple[UUID, UUID]]:
    found = TeamMember.objects.filter(workspace_id=workspace_id).order_by("id")
    return list(found.values_list("team_id", "user_id"))
