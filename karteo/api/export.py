"""What a list shows, as a file: CSV, XLSX or vCard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from karteo.api.asking import ApiRequest
from karteo.api.reading import parsed
from karteo.api.shapes import Json, Strict, handed_out
from karteo.bulk.exporting import Wanted, export
from karteo.lib.clock import now

router = Router(tags=["contacts"])
TYPES = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "vcard": ("vcf", "text/vcard; charset=utf-8"),
}
FILE = handed_out(*(media_type.partition(";")[0] for _, media_type in TYPES.values()))
Format = Literal["csv", "xlsx", "vcard"]
Delimiter = Literal[",", ";", "\t"]


class Export(Schema):
    format: Format = "csv"
    q: str = Field("", max_length=500)
    filter: str = Field("", max_length=20_000, description="A filter as JSON, see docs/search.md.")
    sort: str = Field("name", max_length=60)
    columns: str = Field("", max_length=5000, description="Names of fields with commas between; none: all, for import.")
    delimiter: Delimiter = ","


class ExportIn(Strict):
    """The same with a body; `ids` takes only these of what matches."""

    format: Format = "csv"
    q: str = Field("", max_length=500)
    filter: Json | None = None
    sort: str = Field("name", max_length=60)
    columns: Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=200)] = []
    ids: list[UUID] | None = Field(None, max_length=10_000)
    delimiter: Delimiter = ","


@router.get("/contacts/export", operation_id="contacts_export", openapi_extra=FILE)
def get(request: ApiRequest, asked: Query[Export]) -> StreamingHttpResponse:
    """The contacts that match, in their order. With `columns` as the list shows them, in the reader's language."""
    columns = [name for name in asked.columns.split(",") if name]
    filter = parsed(asked.filter, False)
    return _file(request, Wanted(asked.format, asked.q, filter, asked.sort, columns, None, asked.delimiter))


@router.post("/contacts/export", operation_id="contacts_export_chosen", openapi_extra=FILE)
def post(request: ApiRequest, wish: ExportIn) -> StreamingHttpResponse:
    """The same for chosen contacts, or with a filter too long for an address."""
    return _file(request, Wanted(**wish.dict()))


def _file(request: ApiRequest, wanted: Wanted) -> StreamingHttpResponse:
    count, blocks = export(request.auth, wanted)
    ending, media_type = TYPES[wanted.format]
    answer = StreamingHttpResponse(_filled(blocks), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="contacts-{now().date().isoformat()}.{ending}"'
    answer["X-Count"] = str(count)
    answer["Cache-Control"] = "no-store"
    return answer


def _filled(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Without empty blocks, which some servers take for the end."""
    return (block for block in blocks if block)
