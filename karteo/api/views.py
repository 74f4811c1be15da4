"""Saved views of the lists: private and shared ones, and with which one a person begins."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field, StringConstraints

from karteo.api.asking import ApiRequest
from karteo.api.shapes import Json, Strict, Who
from karteo.lib.ids import new_id
from karteo.search import views

router = Router(tags=["views"])
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")
]
Typed = Annotated[str, Field(max_length=500)]
Sort = Annotated[str, Field(max_length=200)]
Columns = Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=100)]
Type = Annotated[str, Field(max_length=40)]


class ViewIn(Strict):
    """What a list shows: words, filter, order, columns (the names of fields; none: those of the screen)."""

    id: UUID | None = Field(None, description="The same again makes no second one.")
    type: Type = "contact"
    name: Name
    shared: bool = False
    q: Typed = ""
    filter: Json | None = None
    sort: Sort = "name"
    columns: Columns = []


class ViewPatch(Strict):
    name: Name | None = None
    shared: bool | None = None
    q: Typed | None = None
    filter: Json | None = Field(None, description="{} for none.")
    sort: Sort | None = None
    columns: Columns | None = None
    deleted: bool | None = Field(None, description="false brings a deleted view back.")


class ViewOut(Schema):
    id: UUID
    type: str
    name: str
    shared: bool
    mine: bool
    by: Who
    editable: bool
    q: str
    filter: Json | None
    sort: str
    columns: list[str]


class Views(Schema):
    views: list[ViewOut]
    default: UUID | None = Field(description="The view with which my list begins.")


class Beginning(Strict):
    type: Type = "contact"
    view: UUID | None


@router.get("/views", response=Views)
def list_(request: ApiRequest, type: Type = "contact") -> dict[str, Any]:
    """My views and those that others share, by name."""
    return {"views": views.seen(request.auth, type), "default": views.default(request.auth, type)}


@router.post("/views", response={201: ViewOut})
def create(request: ApiRequest, wish: ViewIn) -> Status[dict[str, Any]]:
    """Keep what a list shows under a name."""
    parts = wish.dict(exclude={"id", "type"})
    return Status(201, views.create(request.auth, wish.id or new_id(), wish.type, parts))


@router.put("/views/default", response=Views)
def begin(request: ApiRequest, wish: Beginning) -> dict[str, Any]:
    """With which view my list begins; null: with everything."""
    views.set_default(request.auth, wish.type, wish.view)
    return list_(request, wish.type)


@router.patch("/views/{view}", response=ViewOut)
def change(request: ApiRequest, view: UUID, wish: ViewPatch) -> dict[str, Any]:
    """Rename, share, or keep what the list shows now. For who made it, and for administrators."""
    return views.change(request.auth, view, wish.dict(exclude_none=True))


@router.delete("/views/{view}", response={204: None})
def delete(request: ApiRequest, view: UUID) -> Status[None]:
    """Delete a view; `PATCH` with `deleted` false brings it back."""
    views.change(request.auth, view, {"deleted": True})
    return Status(204, None)
