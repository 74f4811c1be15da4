"""A file comes in: in pieces, counted, never whole in memory, and gone again unless somebody keeps it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from karteo.files import kinds
from karteo.files.refused import TooBig, refusal
from karteo.files.scan import scan
from karteo.files.store import reached, store

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file without a name on this machine's disk. A crash leaves nothing of it."""

    file: IO[bytes]
    size: int
    sha256: str
    media_type: str


def too_big(code: str, max_mb: int) -> Exception:
    """The refusal that names the limit, also for who has announced too much."""
    return refusal(code, f"The file is larger than {max_mb} MB.", TooBig, max_mb=max_mb)


@contextmanager
def arrived(pieces: Iterable[bytes], max_mb: int, code: str = "file_too_big") -> Iterator[Arrived]:
    """The bytes as a file, recognised and scanned. Refuses more than the limit, nothing at all, and viruses."""
    with reached():
        folder = store().incoming
    with tempfile.TemporaryFile(prefix="karteo-", dir=folder) as file:
        size, digest = 0, hashlib.sha256()
        for piece in pieces:
            size += len(piece)
            if size > max_mb * MB:
                raise too_big(code, max_mb)
            digest.update(piece)
            file.write(piece)
        if not size:
            raise refusal("file_empty", "The file is empty.")
        file.seek(0)
        media_type = kinds.kind(file.read(kinds.HEAD))
        scan(file)
        file.seek(0)
        yield Arrived(file, size, digest.hexdigest(), media_type)
