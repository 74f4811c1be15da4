"""Files in: bring one, look at it, map its columns, run it, fetch what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import StreamingHttpResponse
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from karteo.api import words
from karteo.api.asking import ApiRequest
from karteo.api.fields import CustomType
from karteo.api.jobs import Cause, cause
from karteo.api.shapes import Json, Strict, handed_out
from karteo.bulk import importing, jobs
from karteo.bulk.mapping import LATER, Mapping, Wish
from karteo.bulk.models import Import
from karteo.bulk.rejects import as_csv
from karteo.lib.errors import Error, Refusal

router = Router(tags=["imports"])


class ColumnOut(Schema):
    """`field` null: not imported. `offer`: the custom field it could become; `create`: the one it will become."""

    index: int
    header: str
    field: str | None
    samples: list[str]
    filled: int
    offer: Json | None
    create: Json | None
    reason: str | None
    read: int
    stored: int
    refused: int
    kept: int


class ImportOut(Schema):
    """A file on its way in. Before the run `rows`, `totals` and the lists tell what would happen, then what did."""

    id: UUID
    name: str
    format: str
    encoding: str
    delimiter: str | None
    status: Literal["ready", "running", "done", "failed"]
    error: Cause | None
    match: Literal["update", "skip", "create"]
    country: str
    restore: bool
    columns: list[ColumnOut]
    rows: list[Json]
    totals: dict[str, int]
    notes: dict[str, int]
    unmatched: list[Json]
    doubles: list[Json]
    matches: list[Json]
    refusals: list[Json]
    empty_lines: list[int]
    looked: int = Field(description="Rows that the lists tell of; a dry run looks at the first 20,000.")
    count: int
    done: int
    batch: UUID


class ImportLine(Schema):
    """An import in a list: `done` of `count` rows are through, `batch` is the action that it became."""

    id: UUID
    name: str
    by: UUID
    status: Literal["ready", "running", "done", "failed"]
    count: int
    done: int
    batch: UUID
    created_at: datetime


class Imports(Schema):
    imports: list[ImportLine]


class NewField(Strict):
    """A custom field to make; without a key one is made of the label."""

    type: CustomType
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    key: Annotated[str, StringConstraints(pattern=r"^c_[a-z][a-z0-9_]{0,50}$")] | None = None
    options: list[Annotated[str, StringConstraints(min_length=1, max_length=100)]] = Field([], max_length=500)


class ColumnIn(Strict):
    """Either the field (null: leave the column out) or the custom field to make."""

    index: int = Field(ge=0, le=10_000)
    field: str | None = Field(None, max_length=200)
    create: NewField | None = None


class MappingIn(Strict):
    columns: list[ColumnIn] = Field([], max_length=1000)
    match: Literal["update", "skip", "create"] | None = None
    country: str | None = Field(None, pattern=r"^[A-Za-z]{2}$", description="Where numbers without +… are from.")
    restore: bool | None = Field(None, description="Restore and update a match in the recycle bin.")


@router.post("/imports", response={201: ImportOut})
def create(
    request: ApiRequest,
    file: Annotated[UploadedFile, File(...)],
    encoding: Annotated[str | None, Form()] = None,
    delimiter: Annotated[str | None, Form()] = None,
) -> Status[dict[str, Any]]:
    """Bring a file. It is recognised and tried; no contact is written."""
    importing.allowed(request.auth)
    if (file.size or 0) > settings.IMPORT_MAX_MB << 20:
        raise RequestDataTooBig
    if delimiter is not None and (
        len(delimiter) != 1 or not (delimiter.isprintable() or delimiter == "\t") or delimiter in '" '
    ):
        raise Refusal([Error("delimiter", "delimiter", {}, "A delimiter is one sign.")])
    if encoding is not None and not _known(encoding):
        raise Refusal([Error("encoding", "unknown_encoding", {"encoding": encoding}, "There is no such encoding.")])
    return Status(
        201,
        shown(request, importing.start(request.auth, file.name or "", file.chunks(), encoding, delimiter)),
    )


@router.get("/imports", response=Imports)
def list_(request: ApiRequest) -> dict[str, Any]:
    """The newest imports, of one's own or for an administrator of everybody: what runs, what stopped, what was done,
    and for a day what one has only looked at. For whoever comes back."""
    return {"imports": [line(made) for made in importing.recent(request.auth)]}


@router.get("/imports/{import_id}", response=ImportOut)
def read(request: ApiRequest, import_id: UUID) -> dict[str, Any]:
    """How far it is, and what became of it."""
    return shown(request, importing.one(request.auth, import_id))


@router.patch("/imports/{import_id}", response=ImportOut)
def remap(request: ApiRequest, import_id: UUID, mapping: MappingIn) -> dict[str, Any]:
    """Change where columns go, and try again."""
    wish = Wish(
        {c.index: c.field for c in mapping.columns if c.create is None},
        {c.index: c.create.dict() for c in mapping.columns if c.create is not None},
        mapping.match,
        mapping.country,
        mapping.restore,
    )
    return shown(request, importing.remap(request.auth, import_id, wish))


@router.post("/imports/{import_id}/run", response={202: ImportOut})
def run(request: ApiRequest, import_id: UUID) -> Status[dict[str, Any]]:
    """Do it, in the background. The same again goes on with one that was interrupted."""
    found = importing.one(request.auth, import_id)
    if found.status != "done":
        with transaction.atomic():
            importing.begin(request.auth, found)
            jobs.queue(found.workspace_id, found.id, "import")
    return Status(202, shown(request, found))


@router.get("/imports/{import_id}/rejects", openapi_extra=handed_out("text/csv"))
def rejects(request: ApiRequest, import_id: UUID) -> StreamingHttpResponse:
    """The rows of which something was not taken, as CSV: their own columns, then the place and the reason."""
    found = importing.one(request.auth, import_id)
    answer = StreamingHttpResponse(_encoded(as_csv(found, _say(request))), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rejects-{found.id}.csv"'
    return answer


def _known(encoding: str) -> bool:
    try:
        b"x".decode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    for line in lines:
        yield line.encode()


def _say(request: ApiRequest) -> Any:
    return lambda code, params, detail: words.say(request.auth.language, code, params, detail)


def line(made: Import) -> dict[str, Any]:
    """The import in a list."""
    names = ("id", "name", "by", "status", "done", "created_at")
    return {name: getattr(made, name) for name in names} | {"count": made.rows, "batch": made.batch_id}


def shown(request: ApiRequest, made: Import) -> dict[str, Any]:
    """The import as the screen needs it, reasons in the reader's language."""
    say, wanted = _say(request), Mapping.from_json(made.mapping)
    trying = made.status == "ready"
    report = (made.preview["report"] if trying else made.report) or made.preview["report"]
    offers, seen = importing.offers(made), importing.seen_of(made)
    columns = []
    for column, what in zip(wanted.columns, seen, strict=True):
        counts = report["columns"].get(str(column.index), {})
        columns.append(
            {
                "index": column.index,
                "header": column.header,
                "field": column.target,
                "samples": what.samples,
                "filled": what.filled,
                "offer": offers.get(column.index),
                "create": column.create,
                "reason": None if column.target else LATER.get(column.header, "empty" if not what.filled else None),
                **{name: counts.get(name, 0) for name in ("read", "stored", "refused", "kept")},
            }
        )
    unmatched = [
        {
            "column": int(key.split("\t")[0]),
            "header": wanted.columns[int(key.split("\t")[0])].header,
            "value": key.split("\t", 1)[1],
            "rows": n,
        }
        for key, n in report["unmatched"].items()
    ]
    return {
        "id": made.id,
        "name": made.name,
        "format": made.format,
        "encoding": made.encoding,
        "delimiter": made.delimiter,
        "status": made.status,
        "error": cause(request, made.fault),
        "match": wanted.match,
        "country": wanted.country,
        "restore": wanted.restore,
        "columns": columns,
        "totals": report["rows"],
        "notes": report["notes"],
        "unmatched": unmatched,
        "rows": [row | {"refused": _told(row["refused"], say)} for row in made.preview["rows"]],
        "doubles": report["doubles"],
        "matches": report["matches"],
        "refusals": _told(report["refusals"], say),
        "empty_lines": made.preview["empty"],
        "looked": report["rows"]["read"],
        "count": made.rows,
        "done": made.done,
        "batch": made.batch_id,
    }


def _told(faults: list[dict[str, Any]], say: Any) -> list[dict[str, Any]]:
    return [fault | {"detail": say(fault["code"], fault["params"], fault["detail"])} for fault in faults]
