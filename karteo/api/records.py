"""Records of each type over REST: list, count, open, make, change, delete, restore, and what happened to them.

`doors` makes the same doors for every record type. Nothing is decided here: search finds, the door writes.
"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from karteo import search
from karteo.api.answers import json
from karteo.api.asking import ApiRequest
from karteo.api.changing import changing
from karteo.api.reading import Asked, Listing, moment, parsed
from karteo.api.rows import row_model
from karteo.api.shapes import ChangeOut, Limit, Number
from karteo.bulk import undoing
from karteo.history import as_of as past
from karteo.history import goes
from karteo.history.bin import deleted_by
from karteo.history.timeline import timeline
from karteo.identity.roles import Verb
from karteo.lib.errors import NotFound
from karteo.log import feed
from karteo.records import access, rows
from karteo.records.registry import TYPES

VERBS: tuple[Verb, ...] = ("edit", "delete")
AsOf = Annotated[str, Field(max_length=40)]


class Count(Schema):
    count: int
    exact: bool = Field(description="Above 10,000 the count is an estimate.")


class Rights(Schema):
    edit: bool
    delete: bool


class History(Schema):
    items: list[ChangeOut]
    next: int | None = Field(description="Ask again with `before` = this for older ones.")


class Name(Schema):
    id: UUID
    name: str


class Goes(Schema):
    people: list[Name] = Field(
        description="Whose company this is (the first 20); they stay, the link is shown as gone."
    )
    counts: dict[str, int]


def doors(name: str) -> Router:
    """The router of one record type."""
    plural, row = TYPES[name].plural, row_model(name)
    router = Router(tags=[plural])
    listed: Any = create_model(f"{name.capitalize()}Page", __base__=Listing, rows=(list[row], ...))  # type: ignore[valid-type]
    opened: Any = create_model(
        f"{name.capitalize()}Open", __base__=Schema, row=(row, ...), rights=(Rights, ...), head=(int, ...)
    )

    @router.get(f"/{plural}", response=listed, operation_id=f"{plural}_list")
    def list_(request: ApiRequest, asked: Query[Asked]) -> HttpResponse:
        """Records that match, in the order asked for; `next` is the place for `after` of the page that follows."""
        actor = request.auth
        found = search.page(
            actor,
            name,
            q=asked.q,
            filter=parsed(asked.filter, asked.bin),
            sort=asked.sort,
            after=asked.after,
            limit=asked.limit,
        )
        head = feed.head(actor.workspace_id)[1]
        told = {"rows": found.rows, "next": found.next, "head": head, "why": found.why or {}}
        if asked.bin:
            told["bin"] = deleted_by(actor.workspace_id, name, found.ids)
        return json(told)

    @router.get(f"/{plural}/count", response=Count, operation_id=f"{plural}_count")
    def count_(request: ApiRequest, asked: Query[Asked]) -> HttpResponse:
        """How many match: exactly up to 10,000."""
        number, exact = search.count(request.auth, name, q=asked.q, filter=parsed(asked.filter, asked.bin))
        return json({"count": number, "exact": exact})

    @router.get(f"/{plural}/{{record}}", response=opened, operation_id=f"{plural}_open")
    def open_(request: ApiRequest, record: UUID, as_of: AsOf | None = None) -> HttpResponse:
        """One record, also from the bin; with `as_of` (a number or a time) as it was then."""
        actor = request.auth
        found = past.as_of(actor, name, record, moment(as_of)) if as_of else rows.get(actor, name, record)
        if found is None:
            raise NotFound(name)
        now = found if not as_of else rows.get(actor, name, record) or found
        rights = {verb: access.allows(actor, verb, name, now) for verb in VERBS}
        return json({"row": found, "rights": rights, "head": feed.head(actor.workspace_id)[1]})

    @router.get(f"/{plural}/{{record}}/history", response=History, operation_id=f"{plural}_history")
    def history(request: ApiRequest, record: UUID, before: Number | None = None, limit: Limit = 50) -> HttpResponse:
        """What happened to it, newest first: who, when, through what, why, and old → new of each field."""
        seen(request, record)
        items = timeline(request.auth, name, record, before, limit, undoing.parts)
        return json({"items": items, "next": items[-1]["number"] if len(items) == limit else None})

    @router.get(f"/{plural}/{{record}}/goes", response=Goes, operation_id=f"{plural}_goes")
    def goes_(request: ApiRequest, record: UUID) -> HttpResponse:
        """What goes to the bin with it; to be shown before somebody deletes it."""
        return json(goes.goes(request.auth, name, seen(request, record)))

    def seen(request: ApiRequest, record: UUID) -> dict[str, Any]:
        row = rows.get(request.auth, name, record)
        if row is None:
            raise NotFound(name)
        return row

    changing(router, name, plural, row)
    return router


router = Router()
ROUTERS = {name: doors(name) for name in TYPES}  # of each type, for doors that it has besides
for made in ROUTERS.values():
    router.add_router("", made)
