"""Attachments: in as raw bytes beside a record, out to whoever may see that record."""

from __future__ import annotations

import logging
import tempfile
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from karteo.api import bytes as raw
from karteo.api.answers import json, settle
from karteo.api.asking import ApiRequest
from karteo.api.records import ROUTERS
from karteo.api.rows import row_model
from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit
from karteo.edits.unused import named
from karteo.files import blobs, pictures
from karteo.files.arrive import arrived
from karteo.files.kinds import PICTURES
from karteo.files.models import Blob
from karteo.files.names import cleaned
from karteo.files.refused import refusal
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden, NotFound, Refusal
from karteo.lib.ids import new_id
from karteo.records import access, rows
from karteo.records.registry import TYPES

router = Router(tags=["files"])
AWAY = {503: {"description": "The store of files, the virus scanner or the network does not answer"}}
BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    },
    "responses": AWAY,
}
BINARY = {"type": "string", "format": "binary"}
DOWNLOAD = {
    "responses": {
        200: {"description": "The bytes", "content": {"*/*": {"schema": BINARY}}},
        206: {"description": "The stretch that `Range` asked for", "content": {"*/*": {"schema": BINARY}}},
        304: {"description": "As `If-None-Match` has it"},
        416: {"description": "There is no such stretch of the file"},
        **AWAY,
    }
}
PICTURE = {
    "responses": {
        200: {"description": "WebP", "content": {"image/webp": {"schema": BINARY}}},
        304: {"description": "As `If-None-Match` has it"},
        **AWAY,
    }
}
log = logging.getLogger("karteo.files")


class Upload(Schema):
    """Beside which record, under which name."""

    parent_type: str = Field("contact", max_length=40)
    parent_id: UUID
    name: str = Field(max_length=1000, description="Folders, control signs and tricks are taken out of it.")
    id: UUID | None = Field(None, description="Of the file's record; the same again makes no second one.")


class Uploaded(Schema):
    row: row_model("file")  # type: ignore[valid-type]
    batch: UUID


@ROUTERS["file"].post("/files", response={201: Uploaded}, openapi_extra=BODY)
def upload(request: ApiRequest, asked: Query[Upload]) -> HttpResponse:
    """Attach a file: the body is its bytes. What it is, its content says."""
    actor = request.auth
    pieces = raw.body(request, settings.FILE_MAX_MB, "file_too_big")
    if asked.parent_type not in TYPES or rows.get(actor, asked.parent_type, asked.parent_id) is None:
        raise NotFound(asked.parent_type)
    if not access.may(actor, "create", "file"):
        raise Forbidden
    name, record = cleaned(asked.name), asked.id or new_id()
    with arrived(pieces, settings.FILE_MAX_MB) as file:
        blob = blobs.keep(blobs.Owner(actor.workspace_id, "file", record, actor.user_id, record), file)
    patch = {
        "parent_type": asked.parent_type,
        "parent_id": str(asked.parent_id),
        "file_name": name,
        "size": blob.size,
        "media_type": blob.media_type,
        "blob": str(blob.id),
        "created_at": now().isoformat(),
    }
    edit = Edit(record=record, type="file", id=record, patch=patch, base={})
    row = written(request, blob, edit)["row"]
    return json({"row": row, "batch": record}, 201)


def written(request: ApiRequest, blob: Blob, edit: Edit) -> dict[str, Any]:
    """The edit that names a blob, through the door. The blob stays when a change of the record names it, whether its
    bringer may read that or not, and goes otherwise. What breaks off in between is left to the sweep: another request
    may be bringing the same bytes."""
    actor = request.auth
    batch = Batch(id=edit.id or new_id(), source=actor.source)
    try:
        (outcome,) = apply(actor, batch, [edit])
    except (Refusal, Forbidden):
        if blob.used_at is None:
            _forget(blob)
        raise
    if named(actor.workspace_id, edit.record, blob.id):
        blobs.used(blob)
    elif blob.used_at is None:
        _forget(blob)
    row = rows.get(actor, edit.type, edit.record)
    settle(outcome, batch.id, row, "")
    return {"row": row, "batch": batch.id, "number": outcome.number, "outcome": outcome.json()}


def _forget(blob: Blob) -> None:
    try:
        blobs.drop(blob.workspace_id, [blob.id])
    except Refusal as away:
        log.error("a file that was refused waits for the sweep: %s", away)


@router.get("/files/{record}/content", openapi_extra=DOWNLOAD)
def content(request: ApiRequest, record: UUID, download: bool = True) -> HttpResponseBase:
    """The bytes, always to be saved and never to be shown in place; with `Range` a stretch of them."""
    row, blob = _of(request, record)
    return raw.sent(
        request, blobs.Content(blob), blob.size, blob.sha256, blob.media_type,
        str(row["file_name"] or "file"),
    )  # fmt: skip


@router.get("/files/{record}/preview", openapi_extra=PICTURE)
def preview(
    request: ApiRequest, record: UUID, page: Annotated[int, Query(ge=1, le=10_000)] = 1, size: pictures.Size = "full"
) -> HttpResponseBase:
    """A picture of it as WebP: of a picture, or of one page of a PDF. The header `Karteo-Pages` counts the pages."""
    _, blob = _of(request, record)
    if blob.media_type != "application/pdf" and blob.media_type not in PICTURES:
        raise refusal("no_preview", "There is no preview of this file.")
    return raw.picture(request, lambda: _page(blob, page, size), f"{blob.sha256[:32]}-{page}-{size}")


def _of(request: ApiRequest, record: UUID) -> tuple[dict[str, Any], Blob]:
    """The file's row, if this person may see it, with its blob, if it is the record's own."""
    row = rows.get(request.auth, "file", record)
    if row is None or not row.get("blob"):
        raise NotFound("file")
    blob = blobs.one(request.auth.workspace_id, UUID(row["blob"]), "file", record)
    if blob is None:
        raise NotFound("file")
    return row, blob


def _page(blob: Blob, number: int, size: pictures.Size) -> tuple[bytes, dict[str, str]]:
    """The page as it was made once, or made now; before the picture stands how many there are."""
    part = f"page-{number}-{size}"
    kept = blobs.small(blob, part)
    if kept is None:
        with tempfile.TemporaryFile(prefix="karteo-") as file:
            for piece in blobs.read(blob):
                file.write(piece)
            made = pictures.page(file, number, size)
        kept = b"%d\n" % made.pages + made.webp
        blobs.add(blob, part, kept)
    pages, _, webp = kept.partition(b"\n")
    return webp, {"Karteo-Pages": pages.decode()}
