"""Teams: everybody sees them, the administrator makes them."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from karteo.api.asking import ApiRequest, admin
from karteo.api.me import Name
from karteo.api.shapes import Strict
from karteo.edits.waking import wake
from karteo.identity import teams

router = Router(tags=["people"])
Members = Annotated[list[UUID], Field(max_length=10_000)]


class TeamOut(Schema):
    id: UUID
    name: str
    members: list[UUID]


class Teams(Schema):
    teams: list[TeamOut]


class TeamIn(Strict):
    name: Name
    members: Members = []


class TeamPatch(Strict):
    name: Name | None = None
    members: Members | None = Field(None, description="All of them; who is not named leaves.")


@router.get("/teams", response=Teams)
def show(request: ApiRequest) -> dict[str, Any]:
    """All teams by name, with the people in them."""
    return {"teams": teams.everything(request.auth.workspace_id)}


@router.post("/teams", response={201: TeamOut})
def create(request: ApiRequest, wish: TeamIn) -> Status[dict[str, Any]]:
    """A new team. What its people may see counts from their next request on."""
    actor = admin(request)
    team = teams.create(actor.workspace_id, wish.name, wish.members)
    wake(actor.workspace_id)
    return Status(201, teams.one(actor.workspace_id, team))


@router.patch("/teams/{team}", response=TeamOut)
def change(request: ApiRequest, team: UUID, wish: TeamPatch) -> dict[str, Any]:
    """Another name, or other members."""
    actor = admin(request)
    teams.change(actor.workspace_id, team, name=wish.name, members=wish.members)
    wake(actor.workspace_id)
    return teams.one(actor.workspace_id, team)


@router.delete("/teams/{team}", response={204: None})
def delete(request: ApiRequest, team: UUID) -> Status[None]:
    """The team is no more; its people and their records stay as they are."""
    actor = admin(request)
    teams.delete(actor.workspace_id, team)
    wake(actor.workspace_id)
    return Status(204, None)
