"""Keeping, finding and forgetting blobs.

The row comes first and goes last: whatever happens between, the sweep finds the row and clears up behind it.
"""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO
from uuid import UUID, uuid5

from django.db import transaction

from karteo.files.arrive import Arrived
from karteo.files.models import Blob
from karteo.files.pictures import Portrait
from karteo.files.store import reached, store
from karteo.lib.clock import now
from karteo.lib.errors import Refusal
from karteo.lib.sql import rows

CONTENT = "content"
THUMB = "thumb"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
log = logging.getLogger("karteo.files")


@dataclass(frozen=True, slots=True)
class Owner:
    """The record whose access a blob has, who brings it, and by which edit."""

    workspace_id: UUID
    record_type: str
    record_id: UUID
    user_id: UUID
    edit: UUID


def key(workspace_id: UUID, blob_id: UUID, part: str = "") -> str:
    """Where a blob lies in the store: made of ids alone."""
    return f"{workspace_id}/{blob_id.hex[-2:]}/{blob_id}" + (f"/{part}" if part else "")


def keep(owner: Owner, file: Arrived) -> Blob:
    """Keep what came in. It is swept in a day unless an edit names it (`used`)."""
    return _keep(owner, Blob(size=file.size, sha256=file.sha256, media_type=file.media_type), {CONTENT: file.file})


def keep_portrait(owner: Owner, made: Portrait) -> Blob:
    """Keep a contact's photo with its small one for lists."""
    digest = sha256(made.full).hexdigest()
    blob = Blob(
        size=len(made.full), sha256=digest, media_type="image/webp", width=made.width, height=made.height
    )  # fmt: skip
    return _keep(owner, blob, {CONTENT: io.BytesIO(made.full), THUMB: io.BytesIO(made.thumb)})


def _keep(owner: Owner, blob: Blob, parts: dict[str, IO[bytes]]) -> Blob:
    # the same bytes on the same record by the same edit are the same blob, so an upload that is sent twice is one
    blob.workspace_id = owner.workspace_id
    blob.id = uuid5(owner.edit, f"{owner.record_type} {owner.record_id} {blob.sha256}")
    blob.record_type, blob.record_id, blob.created_by = owner.record_type, owner.record_id, owner.user_id
    known = one(blob.workspace_id, blob.id, blob.record_type, blob.record_id)
    if known is not None and known.used_at is not None:
        return known
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    with reached():  # what breaks off is left to the sweep: another request may be bringing the same bytes
        for part, file in parts.items():
            store().put(key(blob.workspace_id, blob.id, part), file)
    return blob


def used(blob: Blob) -> None:
    """An edit named it: it stays until its record is erased, so that an undo finds it again."""
    rows("UPDATE files_blob SET used_at = %s WHERE workspace_id = %s AND id = %s", (now(), blob.workspace_id, blob.id))


def one(workspace_id: UUID, blob_id: UUID, record_type: str, record_id: UUID) -> Blob | None:
    """The blob, if it belongs to exactly this record."""
    return Blob.objects.filter(
        workspace_id=workspace_id, id=blob_id, record_type=record_type, record_id=record_id
    ).first()


def read(blob: Blob, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The content, or a stretch of it, piece by piece; a store that is away is told before the first piece."""
    with reached():
        pieces = store().read(key(blob.workspace_id, blob.id, CONTENT), start, blob.size if length is None else length)
        first = next(pieces, b"")
    return _after(first, pieces)


def _after(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a blob, for who hands it out."""

    blob: Blob

    def read(self, start: int, length: int) -> Iterator[bytes]:
        """A stretch of it, piece by piece."""
        return read(self.blob, start, length)

    def on_disk(self, start: int, end: int) -> tuple[IO[bytes], int, int]:
        """An open file that has the stretch, and from where to where: the kept file itself, or a passing copy."""
        with reached():
            file = store().opened(key(self.blob.workspace_id, self.blob.id, CONTENT))
        if file is not None:
            return file, start, end
        file = tempfile.TemporaryFile(prefix="karteo-")  # noqa: SIM115 -- closed by who hands it out
        for piece in self.read(start, end - start):
            file.write(piece)
        file.flush()
        return file, 0, end - start


def small(blob: Blob, part: str) -> bytes | None:
    """A small picture that was made of it, or None."""
    with reached():
        return store().small(key(blob.workspace_id, blob.id, part))


def add(blob: Blob, part: str, content: bytes) -> None:
    """Keep a small picture that was made of it."""
    with reached():
        store().put(key(blob.workspace_id, blob.id, part), io.BytesIO(content))


def drop(workspace_id: UUID, ids: Sequence[UUID]) -> int:
    """Forget blobs with their bytes; how many there were. What the store does not let go stays for the sweep."""
    _mark(workspace_id, ids)
    for blob_id in ids:
        with reached():
            store().drop(key(workspace_id, blob_id))
        rows("DELETE FROM files_blob WHERE workspace_id = %s AND id = %s", (workspace_id, blob_id))
    return len(ids)


def _mark(workspace_id: UUID, ids: Sequence[UUID]) -> None:
    """From now on the sweep is looking for them."""
    rows(
        "UPDATE files_blob SET used_at = NULL, created_at = %s WHERE workspace_id = %s AND id = ANY(%s)",
        (LONG_AGO, workspace_id, list(ids)),
    )


def delete_of(workspace_id: UUID, record_ids: Iterable[UUID]) -> int:
    """Erase every byte that belongs to these records (contacts, and the file records themselves); how many blobs.

    Inside a transaction the bytes go when it is done; a store that is away then is asked again by the sweep.
    """
    found = rows(
        "SELECT id FROM files_blob WHERE workspace_id = %s AND record_id = ANY(%s)", (workspace_id, list(record_ids))
    )
    ids = [blob_id for (blob_id,) in found]
    _mark(workspace_id, ids)
    transaction.on_commit(lambda: _drop_later(workspace_id, ids))
    return len(ids)


def _drop_later(workspace_id: UUID, ids: Sequence[UUID]) -> None:
    try:
        drop(workspace_id, ids)
    except Refusal as away:
        log.error("erased files wait for the sweep: %s", away)


def unused(before: datetime) -> list[tuple[UUID, UUID, UUID]]:
    """(workspace, blob, record) of what no edit is known to have named since then."""
    found = rows(
        "SELECT workspace_id, id, record_id FROM files_blob WHERE used_at IS NULL AND created_at < %s LIMIT 1000"
        " /* across workspaces: the sweep of the whole installation */",
        (before,),
    )
    return [(workspace, blob, record) for workspace, blob, record in found]
