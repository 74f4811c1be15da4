"""Files in a folder of this machine, readable by the server's user alone."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

PIECE = 256 * 1024


class Folder:
    """Keys are made of ids (see `blobs.key`), so no name of a user's ever becomes a path."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.incoming: str | None = str(root)

    def put(self, key: str, file: IO[bytes]) -> None:
        """Keep the whole file. It has its name only when all of it is on the disk."""
        target = self.root / key
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            if not (_named(file, target, folder) or _through(file, target, folder)):
                _copied(file, target)
            os.fsync(folder)
        finally:
            os.close(folder)

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """A stretch of the file, piece by piece."""
        with open(self.root / key, "rb") as file:
            file.seek(start)
            while length > 0 and (piece := file.read(min(PIECE, length))):
                length -= len(piece)
                yield piece

    def opened(self, key: str) -> IO[bytes] | None:
        """The file itself, open."""
        return open(self.root / key, "rb")

    def small(self, key: str) -> bytes | None:
        """All of a small file, or None when there is none."""
        with suppress(FileNotFoundError):
            return (self.root / key).read_bytes()
        return None

    def drop(self, prefix: str) -> None:
        """Forget everything under the prefix."""
        shutil.rmtree(self.root / prefix, ignore_errors=True)


def _named(file: IO[bytes], target: Path, folder: int) -> bool:
    """Give what came in without a name its name, so that nothing is written twice; where the system can do that."""
    try:
        file.flush()
        os.fsync(file.fileno())
        os.link(f"/proc/self/fd/{file.fileno()}", target, src_dir_fd=folder, follow_symlinks=True)
    except OSError:
        return False
    return True


def _through(file: IO[bytes], target: Path, folder: int) -> bool:
    """What is in memory goes through a file without a name, too: a death in the middle leaves nothing of that."""
    if not isinstance(file, io.BytesIO):
        return False
    with tempfile.TemporaryFile(dir=target.parent) as copy:
        copy.write(file.getbuffer())
        return _named(copy, target, folder)


def _copied(file: IO[bytes], target: Path) -> None:
    file.seek(0)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as copy:
        shutil.copyfileobj(file, copy, PIECE)
        copy.flush()
        os.fsync(copy.fileno())
    os.replace(copy.name, target)
