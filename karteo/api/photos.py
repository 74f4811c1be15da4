"""The photo of a contact: brought, shown, or taken over from a social network. Taking it away is an ordinary edit."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema
from pydantic import Field, create_model

from karteo.api import bytes as raw
from karteo.api import words
from karteo.api.answers import json
from karteo.api.asking import ApiRequest
from karteo.api.files import AWAY, BODY, PICTURE, written
from karteo.api.rows import row_model
from karteo.api.shapes import OutcomeOut, Strict
from karteo.edits.shapes import Edit
from karteo.files import blobs, offers, pictures
from karteo.files.arrive import arrived
from karteo.files.fetch import Unfetched
from karteo.files.pictures import PHOTO_MAX_MB, Portrait
from karteo.files.refused import Away, refusal
from karteo.lib.errors import Forbidden, NotFound
from karteo.lib.ids import new_id
from karteo.records import access, rows
from karteo.records.context import context

router = Router(tags=["contacts"])
TYPE, FIELD = "contact", "photo"
MOST_OFFERS = 8

Changed: Any = create_model(
    "PhotoChanged",
    __base__=Schema,
    row=(row_model(TYPE), ...),
    batch=(UUID, ...),
    number=(int | None, ...),
    outcome=(OutcomeOut, ...),
)


class Offer(Schema):
    link: UUID = Field(description="Of the contact's link that it comes from.")
    label: str
    url: str = Field(description="The picture itself, as a `data:` address.")


class Trouble(Schema):
    code: str
    detail: str


class Offers(Schema):
    enabled: bool = Field(description="Whether the administrator allowed any host (KARTEO_PICTURE_HOSTS).")
    offers: list[Offer]
    problem: Trouble | None = None


class Taking(Strict):
    link: UUID
    edit: UUID | None = None


@router.put("/contacts/{record}/photo", response=Changed, openapi_extra=BODY)
def bring(request: ApiRequest, record: UUID, edit: UUID | None = None) -> HttpResponse:
    """Give a contact a photo: the body is a picture of 1 MB at most. It is turned upright, made to fit 200 × 300
    and freed of everything but its pixels."""
    pieces = raw.body(request, PHOTO_MAX_MB, "photo_too_big")
    _writable(request, record)
    with arrived(pieces, PHOTO_MAX_MB, "photo_too_big") as file:
        made = pictures.portrait(file.file)
    return _put(request, record, made, edit)


@router.get("/contacts/{record}/photo/offers", response=Offers)
def offered(request: ApiRequest, record: UUID) -> HttpResponse:
    """The pictures that stand behind the contact's links, fetched from allowed hosts only."""
    row = _writable(request, record)
    if not settings.PICTURE_HOSTS:
        return json({"enabled": False, "offers": [], "problem": None})
    links = [(link, url) for link in row.get("links") or () if (url := offers.address(link["kind"], link["value"]))]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(_looked, links[:MOST_OFFERS]))
    good = [one for one in found if isinstance(one, dict)]
    bad = [one for one in found if isinstance(one, str)]
    return json({"enabled": True, "offers": good, "problem": _trouble(request, bad[0]) if bad else None})


@router.post("/contacts/{record}/photo/offers", response=Changed, openapi_extra={"responses": AWAY})
def take(request: ApiRequest, record: UUID, wish: Taking) -> HttpResponse:
    """Take over the picture behind one of the contact's links."""
    row = _writable(request, record)
    link = next((one for one in row.get("links") or () if one["id"] == str(wish.link)), None)
    url = offers.address(link["kind"], link["value"]) if link else None
    if url is None:
        raise refusal("picture_host", "Pictures are not fetched from this address.")
    try:
        made = offers.picture(url)
    except Unfetched as failed:
        raise refusal(failed.code, "The picture could not be fetched.", Away) from failed
    return _put(request, record, made, wish.edit)


@router.get("/contacts/{record}/photo/{blob}", openapi_extra=PICTURE)
def show(request: ApiRequest, record: UUID, blob: UUID, size: Literal["thumb", "full"] = "full") -> HttpResponseBase:
    """The photo that stands, or once stood, on the contact; `thumb` is for lists."""
    row = rows.get(request.auth, TYPE, record)
    found = blobs.one(request.auth.workspace_id, blob, TYPE, record) if row and FIELD in row else None
    if found is None:
        raise NotFound(FIELD)
    part = blobs.THUMB if size == "thumb" else blobs.CONTENT
    return raw.picture(request, lambda: (blobs.small(found, part) or b"", {}), f"{found.sha256[:32]}-{size}")


def _writable(request: ApiRequest, record: UUID) -> dict[str, Any]:
    """The contact's row, if this person may see it and change its photo."""
    actor = request.auth
    row = rows.get(actor, TYPE, record)
    if row is None:
        raise NotFound(TYPE)
    ctx = context(actor.workspace_id)
    if FIELD not in access.writable_fields(actor, TYPE, ctx) or not access.allows(actor, "edit", TYPE, row):
        raise Forbidden
    return row


def _put(request: ApiRequest, record: UUID, made: Portrait, edit: UUID | None) -> HttpResponse:
    actor = request.auth
    edit = edit or new_id()
    blob = blobs.keep_portrait(blobs.Owner(actor.workspace_id, TYPE, record, actor.user_id, edit), made)
    wish = Edit(record=record, type=TYPE, id=edit, patch={FIELD: str(blob.id)})
    return json(written(request, blob, wish))


def _looked(link: tuple[dict[str, Any], str]) -> dict[str, str] | str:
    """The offer behind a link, or the code of why there is none."""
    item, url = link
    try:
        made = offers.picture(url)
    except Unfetched as failed:
        return failed.code
    picture = base64.b64encode(made.full).decode()
    return {"link": item["id"], "label": urlsplit(url).netloc, "url": f"data:image/webp;base64,{picture}"}


def _trouble(request: ApiRequest, code: str) -> dict[str, str]:
    return {"code": code, "detail": words.say(request.auth.language, code)}
