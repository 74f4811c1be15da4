"""Tags: which there are, their colours, and what an administrator does with one on all of its records."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from ninja import Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from karteo.api.asking import ApiRequest, admin
from karteo.api.jobs import JobOut, shown, status
from karteo.api.shapes import Strict
from karteo.bulk import retag
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, NotFound, Refusal
from karteo.lib.sql import rows
from karteo.records import spelling, tagging
from karteo.records.context import touch
from karteo.records.fields import FieldError
from karteo.records.fields.text import clean

router = Router(tags=["tags"])


def word(text: str) -> str:
    """A tag as the field takes it."""
    try:
        found = clean(text, 80)
    except FieldError as wrong:
        raise ValueError(str(wrong)) from None
    if not spelling.tag_key(found):
        raise ValueError("a word is needed")
    return found


Word = Annotated[str, AfterValidator(word)]
Color = Annotated[str, StringConstraints(pattern=r"^[a-z]{0,20}$")]


class TagOut(Schema):
    id: UUID
    key: str = Field(description="What all spellings of it share: no case, no accents.")
    label: str
    color: str
    count: int = Field(description="Records with it that the asker may see.")
    exact: bool = Field(description="False when they were counted no further.")


class TagsOut(Schema):
    tags: list[TagOut]


class TagPatch(Strict):
    color: Color


class Renaming(Strict):
    label: Word
    batch: UUID | None = None


class Merging(Strict):
    tags: list[UUID] = Field(min_length=1, max_length=200, description="These become …")
    into: UUID = Field(description="… this one.")
    batch: UUID | None = None


@router.get("/tags", response=TagsOut)
def list_(
    request: ApiRequest, q: Annotated[str, Field(max_length=80)] = "", limit: Annotated[int, Field(ge=0, le=200)] = 0
) -> dict[str, Any]:
    """All tags on records that the asker may see, by their words. With `q` or `limit` only the likeliest few, for
    suggestions, counted to a thousand."""
    if q or limit:
        return {"tags": tagging.offers(request.auth, q, limit or 20)}
    return {"tags": tagging.everything(request.auth)}


@router.post("/tags/merge", response={200: JobOut, 202: JobOut})
def merge(request: ApiRequest, wish: Merging) -> Status[dict[str, Any]]:
    """Make one tag of several: whoever has one of them has that one afterwards, once."""
    actor = admin(request)
    into_key, into, _ = _one(actor, wish.into)
    keys = {_one(actor, tag)[0] for tag in wish.tags} | {into_key}
    words = spelling.spellings(actor.workspace_id, keys)
    gone = sorted({word for word in words if spelling.tag_key(word) != into_key})
    return _do(request, wish.batch, f"{', '.join(gone)} → {into}"[:1000], words, into)


@router.patch("/tags/{tag}", response=TagOut)
def paint(request: ApiRequest, tag: UUID, wish: TagPatch) -> dict[str, Any]:
    """Give a tag its colour; an empty one takes it away."""
    actor = admin(request)
    key, label, _ = _one(actor, tag)
    with transaction.atomic():
        spelling.paint(actor.workspace_id, [key], wish.color)
        touch(actor.workspace_id)  # colours stand in the schema
    return {"id": tag, "key": key, "label": label, "color": wish.color, **_count(actor, label)}


@router.post("/tags/{tag}/rename", response={200: JobOut, 202: JobOut})
def rename(request: ApiRequest, tag: UUID, wish: Renaming) -> Status[dict[str, Any]]:
    """Spell a tag otherwise, on all records that have it. What is another tag already is merged, not renamed into."""
    actor = admin(request)
    key, label, color = _one(actor, tag)
    new = spelling.tag_key(wish.label)
    words = spelling.spellings(actor.workspace_id, {key, new})
    taken = [word for word in words if spelling.tag_key(word) == new != key]
    if taken:
        raise Refusal([Error("label", "tag_exists", {"tag": taken[0]}, "There is such a tag; merge the two.")])
    with transaction.atomic():
        spelling.remember(actor.workspace_id, [wish.label])
        spelling.spell(actor.workspace_id, new, wish.label)
        spelling.paint(actor.workspace_id, [new], color)
        touch(actor.workspace_id)
    return _do(request, wish.batch, f"{label} → {wish.label}", words, wish.label)


@router.delete("/tags/{tag}", response={200: JobOut, 202: JobOut})
def remove(request: ApiRequest, tag: UUID, batch: UUID | None = None) -> Status[dict[str, Any]]:
    """Take a tag away from all records."""
    actor = admin(request)
    key, label, _ = _one(actor, tag)
    return _do(request, batch, f"{label} → –", spelling.spellings(actor.workspace_id, {key}), None)


def _one(actor: Actor, tag: UUID) -> tuple[str, str, str]:
    """(key, label, color) of a tag."""
    found = rows(
        "SELECT key, label, coalesce(color, '') FROM records_tag WHERE workspace_id = %s AND id = %s",
        (actor.workspace_id, tag),
    )
    if not found:
        raise NotFound("tag")
    key, label, color = found[0]
    return key, label, color


def _count(actor: Actor, label: str) -> dict[str, Any]:
    known = {tag.label: tag for tag in tagging.offers(actor, label, 200)}
    return {"count": known[label].count, "exact": known[label].exact} if label in known else {"count": 0, "exact": True}


def _do(
    request: ApiRequest, id: UUID | None, why: str, words: Collection[str], into: str | None
) -> Status[dict[str, Any]]:
    """The change at once, or as a job when it is long."""
    job = retag.start(request.auth, retag.Wish(tuple(words), into), why, id)
    return Status(status(job), shown(request, job))
