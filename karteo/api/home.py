"""GET /api/home and /api/search: what a person sees first, and the search over everything."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from karteo import search as finder
from karteo.api.answers import json
from karteo.api.asking import ApiRequest
from karteo.api.reading import BIN
from karteo.api.shapes import Json, Limit

Typed = Annotated[str, Field(max_length=500)]
router = Router(tags=["home"])
SHOWN = 10
MINE = {"field": "owner_id", "op": "is", "value": "me"}


class Counts(Schema):
    contacts: int
    mine: int
    bin: int
    exact: bool = Field(description="Above 10,000 the counts are estimates.")


class Home(Schema):
    recent: list[Json] = Field(description="The records that were changed last, as in the lists.")
    mine: list[Json] = Field(description="The records whose owner I am, the last changed first.")
    counts: Counts


class Found(Schema):
    rows: list[Json] = Field(description="Records as in the lists, with `why`: the field that matched and its text.")
    near: list[Json] = Field(description="Not what was typed, but near it.")


@router.get("/home", response=Home)
def home(request: ApiRequest) -> HttpResponse:
    """What changed last, what is mine, and how many there are."""
    actor = request.auth
    mine = finder.page(actor, "contact", filter=MINE, sort="-changed_at", limit=SHOWN)
    everything, binned = finder.count(actor, "contact"), finder.count(actor, "contact", filter=BIN)
    owned = finder.count(actor, "contact", filter=MINE) if mine.next else (len(mine.ids), True)
    return json(
        {
            "recent": finder.page(actor, "contact", sort="-changed_at", limit=SHOWN).rows,
            "mine": mine.rows,
            "counts": {
                "contacts": everything[0],
                "mine": owned[0],
                "bin": binned[0],
                "exact": everything[1] and owned[1] and binned[1],
            },
        }
    )


@router.get("/search", response=Found)
def search(request: ApiRequest, q: Typed = "", limit: Limit = 20) -> HttpResponse:
    """Everything that a few typed words find, the best first."""
    found: dict[str, Any] = finder.find(request.auth, q, limit)
    return json(found)
