"""What a list can be asked, and how the words in the address are read."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import orjson
from ninja import Schema
from pydantic import Field

from karteo.api.shapes import Who
from karteo.lib.errors import Error, Refusal

BIN = {"field": "deleted_at", "op": "filled"}


class Asked(Schema):
    q: str = Field("", max_length=500, description='Words in any order; ? * "…" and ~ as in the search field.')
    filter: str = Field("", max_length=20_000, description="A filter as JSON, see docs/search.md.")
    sort: str = Field("name", max_length=60, description="A field's name; with - before it, descending.")
    after: str | None = Field(None, max_length=5000, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=200)
    bin: bool = Field(False, description="The recycle bin instead of the living.")


class Hit(Schema):
    field: str
    text: str


class Binned(Schema):
    """Who put it there, when, by which action."""

    batch: UUID
    number: int
    at: datetime
    by: Who


class Listing(Schema):
    next: str | None
    head: int = Field(description="The number of the workspace's last change.")
    why: dict[str, Hit] = Field(description="By id: the field that matched, where it is not the name.")
    bin: dict[str, Binned] = {}


def parsed(text: str, bin: bool) -> dict[str, Any] | None:
    """The filter that was sent as JSON, within the bin or not; refused when it is no JSON object."""
    try:
        found = orjson.loads(text) if text else None
    except orjson.JSONDecodeError:
        raise Refusal([Error("filter", "not_json", {}, "The filter is no JSON.")]) from None
    if found is not None and not isinstance(found, dict):
        raise Refusal([Error("filter", "dict_type", {}, "The filter must be an object.")])
    if bin:
        return {"and": [BIN, found]} if found else BIN
    return found


def moment(text: str) -> int | datetime:
    """`as_of`: a number of the log, a time with its zone, or a day (its end, in UTC); refused when it is neither."""
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    try:
        at = datetime.fromisoformat(text.replace(" ", "+"))  # a plus in an address is read as a space
    except ValueError:
        at = None
    if at and len(text) == 10:
        at = datetime.combine(at, time.max, UTC)
    if at is None or at.tzinfo is None:
        raise Refusal([Error("as_of", "not_a_moment", {}, "A number, or a time with its zone, is expected here.")])
    return at
