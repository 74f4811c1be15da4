"""Saved views: private ones, and shared ones that everybody sees and only their maker and administrators change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from karteo.identity import people
from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.errors import Error, Forbidden, NotFound, Refusal
from karteo.lib.text.fold import fold
from karteo.records.context import context
from karteo.records.registry import types
from karteo.search import filter as filters
from karteo.search import order as orders
from karteo.search import typed
from karteo.search.models import DefaultView, SavedView

MOST = 200
PARTS = ("name", "shared", "q", "filter", "sort", "columns")


def seen(actor: Actor, type_name: str) -> list[dict[str, Any]]:
    """The actor's own views and the shared ones, by name; of those the ones that he can be shown."""
    found = _visible(actor).filter(type=type_name, deleted_at=None).order_by("name", "id")
    return [told(actor, view) for view in found if _open(actor, view)]


def default(actor: Actor, type_name: str) -> UUID | None:
    """The view with which the actor's list begins, if he may still see it."""
    known = DefaultView.objects.filter(workspace_id=actor.workspace_id, user_id=actor.user_id, type=type_name).first()
    if known is None:
        return None
    view = _visible(actor).filter(id=known.view_id, type=type_name, deleted_at=None).first()
    return known.view_id if view and _open(actor, view) else None


def set_default(actor: Actor, type_name: str, view: UUID | None) -> None:
    """Begin with this view from now on, on every device; None: with everything."""
    _type(type_name)
    mine = DefaultView.objects.filter(workspace_id=actor.workspace_id, user_id=actor.user_id, type=type_name)
    if view is None:
        mine.delete()
        return
    _one(actor, view)
    DefaultView.objects.update_or_create(
        workspace_id=actor.workspace_id, user_id=actor.user_id, type=type_name, defaults={"view_id": view}
    )


@transaction.atomic
def create(actor: Actor, view: UUID, type_name: str, wish: dict[str, Any]) -> dict[str, Any]:
    """Keep a new view; the same id again is the same view. Refusal with the place of each fault."""
    _type(type_name)
    _check(actor, type_name, wish)
    _alone(actor, view, type_name, actor.user_id, wish["name"])
    own = SavedView.objects.filter(workspace_id=actor.workspace_id, by=actor.user_id, deleted_at=None)
    if own.count() >= MOST:
        raise Refusal([Error("", "too_many", {"max": MOST}, f"Nobody has more than {MOST} views.")])
    made, _ = SavedView.objects.get_or_create(
        workspace_id=actor.workspace_id, id=view, defaults={"by": actor.user_id, "type": type_name, **wish}
    )
    if made.by != actor.user_id:
        raise Forbidden("foreign_id", "This id belongs to another person's view.")
    return told(actor, made)


@transaction.atomic
def change(actor: Actor, view: UUID, wish: dict[str, Any]) -> dict[str, Any]:
    """Change parts of a view; `deleted` false brings a deleted one back."""
    found = _changeable(actor, view)
    deleted = wish.pop("deleted", None)
    if found.deleted_at and deleted is not False:
        raise NotFound("view")
    if deleted is not None:
        found.deleted_at = now() if deleted else None
    _check(actor, found.type, wish)
    if "name" in wish or deleted is False:
        _alone(actor, found.id, found.type, found.by, wish.get("name", found.name))
    for name, value in wish.items():
        setattr(found, name, value)
    found.changed_at = now()
    found.save(update_fields=[*wish, "deleted_at", "changed_at"])
    return told(actor, found)


def told(actor: Actor, view: SavedView) -> dict[str, Any]:
    """The view as the API has it; `by` is whose it is, `editable` whether the actor may change it."""
    names = context(actor.workspace_id).users()
    return {
        "id": view.id,
        "type": view.type,
        **{part: getattr(view, part) for part in PARTS},
        "mine": view.by == actor.user_id,
        "by": {"id": view.by, "name": names.get(str(view.by), ("", False))[0]},
        "editable": _may_change(actor, view),
    }


def _visible(actor: Actor) -> QuerySet[SavedView]:
    return SavedView.objects.filter(Q(by=actor.user_id) | Q(shared=True), workspace_id=actor.workspace_id)


def _one(actor: Actor, view: UUID) -> SavedView:
    found = _visible(actor).filter(id=view).first()
    if found is None or not _open(actor, found):
        raise NotFound("view")
    return found


def _open(actor: Actor, view: SavedView) -> bool:
    """Whether somebody else's view asks only for what the actor may read: its words would tell him of the rest."""
    if _may_change(actor, view):
        return True
    try:
        _check(actor, view.type, {part: getattr(view, part) for part in PARTS})
    except Refusal:
        return False
    return True


def _changeable(actor: Actor, view: UUID) -> SavedView:
    found = _one(actor, view)
    if not _may_change(actor, found):
        raise Forbidden("view", "Only who made this view, or an administrator, may change it.")
    return found


def _may_change(actor: Actor, view: SavedView) -> bool:
    return view.by == actor.user_id or actor.admin


def _type(type_name: str) -> None:
    if type_name not in types():
        raise NotFound("type")


def _alone(actor: Actor, view: UUID, type_name: str, by: UUID, name: str) -> None:
    """That its maker could tell the view by its name: case and accents make no other name. What else is being kept
    under his name is waited for, until the caller's transaction ends."""
    people.membership(actor.workspace_id, by, lock=True)
    others = SavedView.objects.filter(workspace_id=actor.workspace_id, by=by, type=type_name, deleted_at=None)
    if fold(name) in map(fold, others.exclude(id=view).values_list("name", flat=True)):
        detail = f"There is a view “{name}” already; choose another name."
        raise Refusal([Error("name", "view_named", {"name": name}, detail)])


def _check(actor: Actor, type_name: str, wish: dict[str, Any]) -> None:
    """That the list which the view describes can be shown to its maker."""
    ctx = context(actor.workspace_id, actor.user_id)
    fields = filters.asked_fields(actor, type_name, ctx)
    typed.read(wish.get("q"))
    filters.read(wish.get("filter"), fields, ctx)
    orders.read(wish.get("sort") or "", fields, ctx)
    unknown = [name for name in wish.get("columns") or () if name not in fields]
    if unknown:
        raise Refusal(
            [Error("columns", "unknown_field", {"field": name}, f"There is no field {name}.") for name in unknown]
        )
