"""The file of an import in the database, piece by piece, and again as a file when somebody reads it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from karteo.bulk.models import Piece
from karteo.bulk.shapes import refuse
from karteo.lib.ids import new_id
from karteo.lib.sql import rows

SIZE = 1 << 20


@contextmanager
def spooled(blocks: Iterable[bytes]) -> Iterator[tuple[Path, int]]:
    """The bytes as a file on this machine, and their number; refuses more than the setting allows."""
    most = settings.IMPORT_MAX_MB << 20
    with tempfile.NamedTemporaryFile(prefix="karteo-import-") as file:
        size = 0
        for block in blocks:
            size += len(block)
            if size > most:
                refuse(
                    "file_too_large",
                    f"The file is larger than {settings.IMPORT_MAX_MB} MB.",
                    max_mb=settings.IMPORT_MAX_MB,
                )
            file.write(block)
        file.flush()
        yield Path(file.name), size


def put(workspace_id: UUID, import_id: UUID, path: Path) -> None:
    """Keep a file for its import."""
    with transaction.atomic(), path.open("rb") as file:
        for n, block in enumerate(iter(lambda: file.read(SIZE), b"")):
            Piece.objects.create(workspace_id=workspace_id, id=new_id(), import_id=import_id, n=n, data=block)


def blocks(workspace_id: UUID, import_id: UUID) -> Iterator[bytes]:
    """The kept file in pieces."""
    n = 0
    while found := rows(
        "SELECT data FROM bulk_piece WHERE workspace_id = %s AND import_id = %s AND n = %s",
        (workspace_id, import_id, n),
    ):
        yield bytes(found[0][0])
        n += 1


def drop(workspace_id: UUID, import_id: UUID) -> None:
    """Forget the file: the import is over, and what it holds are people's data."""
    rows("DELETE FROM bulk_piece WHERE workspace_id = %s AND import_id = %s", (workspace_id, import_id))
