"""Privacy: everything held about a contact in one piece, and erasing it for good."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from karteo.api.answers import json
from karteo.api.asking import ApiRequest, admin
from karteo.api.shapes import Strict, handed_out
from karteo.bulk import dossier, erase
from karteo.edits.shapes import Batch
from karteo.files.names import cleaned, disposition
from karteo.history.personal import personal
from karteo.identity.models import Workspace
from karteo.lib.ids import new_id

router = Router(tags=["privacy"])
TYPE = "contact"


class Name(Schema):
    id: UUID
    name: str


class Stays(Schema):
    """Records that only point to it: they stay, without the link."""

    count: int
    people: list[Name] = Field(description="The first 20.")


class Goes(Schema):
    name: str
    counts: dict[str, int] = Field(description="values, notes, files, relationships, merged, changes, reads")
    stays: Stays


class Erasing(Strict):
    name: Annotated[str, StringConstraints(max_length=1000)] = Field(
        description="The name of the record, typed as it stands there: nobody erases by a slip."
    )
    batch: UUID | None = Field(None, description="The id of the action, made by the writer.")


class ErasedOut(Schema):
    batch: UUID
    number: int | None
    records: dict[str, int] = Field(description="How many records went, by type.")


@router.get("/contacts/{record}/personal", openapi_extra=handed_out("application/zip", "application/json", "text/html"))
def personal_(request: ApiRequest, record: UUID, format: Literal["zip", "json", "html"] = "zip") -> HttpResponseBase:
    """Everything held about one person: a page to read, JSON, or a ZIP of both with all files. It is logged as a
    look at all sensitive fields. For those who may export, as far as they may read."""
    actor = request.auth
    told = personal(actor, TYPE, record)
    firm = Workspace.objects.get(id=actor.workspace_id).name
    if format == "html":
        return HttpResponse(dossier.page(actor, told, firm), content_type="text/html; charset=utf-8")
    if format == "json":
        answer: HttpResponseBase = HttpResponse(dossier.json(told), content_type="application/json")
    else:
        answer = StreamingHttpResponse(dossier.zipped(actor, told, firm), content_type="application/zip")
    answer["Content-Disposition"] = disposition(cleaned(f"{told['about']['name'] or 'contact'}.{format}"))
    return answer


@router.get("/contacts/{record}/erase", response=Goes)
def goes(request: ApiRequest, record: UUID) -> HttpResponse:
    """What erasing takes and what stays; to be shown before somebody does it. Administrators only."""
    return json(erase.goes(admin(request), TYPE, record))


@router.post("/contacts/{record}/erase", response=ErasedOut)
def erase_(request: ApiRequest, record: UUID, wish: Erasing) -> HttpResponse:
    """Erase a contact for good, with notes, files, relationships and history. Nothing brings it back."""
    actor = admin(request)
    gone = erase.erase(actor, TYPE, record, wish.name, Batch(id=wish.batch or new_id(), source=actor.source))
    return json(
        {
            "batch": gone.batch,
            "number": gone.number,
            "records": {type: len(some) for type, some in gone.family.items()},
        }
    )
