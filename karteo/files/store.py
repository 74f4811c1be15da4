"""Where bytes lie: the folder or the bucket that KARTEO_FILES_URL names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from karteo.files.bucket import Bucket
from karteo.files.folder import Folder
from karteo.files.refused import Away, refusal


class Store(Protocol):
    """What both can do. `incoming`: where a file waits while it comes in; None = anywhere."""

    incoming: str | None

    def put(self, key: str, file: IO[bytes]) -> None: ...
    def read(self, key: str, start: int, length: int) -> Iterator[bytes]: ...
    def small(self, key: str) -> bytes | None: ...
    def opened(self, key: str) -> IO[bytes] | None: ...
    def drop(self, prefix: str) -> None: ...


def store() -> Store:
    """The store of this installation."""
    return _opened(settings.FILES_URL)


@lru_cache(maxsize=8)
def _opened(url: str) -> Store:
    return Bucket(url) if url.startswith("s3://") else Folder(Path(url))


@contextmanager
def reached() -> Iterator[None]:
    """A store that does not answer, or is full, is told in a sentence instead of as our fault."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, OSError) and not type(error).__module__.startswith(("boto", "s3transfer")):
            raise
        raise refusal("storage_away", "The file store does not answer. Please try again later.", Away) from error
