"""Where Karteo keeps its data on this machine: database, secret key, the lock of the running server."""
from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from karteo.run.trouble import Trouble

NEEDED_MB = 200


def data_folder(create: bool = True) -> Path:
    """KARTEO_DATA, or as root a place outside any home, or the user's own data folder."""
    named = os.environ.get("KARTEO_DATA")
    if named:
        folder = Path(named).expanduser().absolute()
    elif os.geteuid() == 0:
        folder = Path("/var/lib/karteo")
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "karteo"
    if create:
        try:
            # As root the database runs under an account of its own, which has to get through here.
            folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Trouble(f"The data folder {folder} cannot be made: {error.strerror}.") from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise Trouble(f"The data folder {folder} cannot be written by this user; set KARTEO_DATA to another one.")
    return folder


def check_space(folder: Path, needed_mb: int = NEEDED_MB) -> None:
    """Refuse to start on a disk that is about to be full: a database must not find out by itself."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < needed_mb:
        raise Trouble(f"The disk of {folder} is full: {free} MB are free and {needed_mb} MB are needed.")


def secret_key(folder: Path) -> str:
    """The key that signs sessions and links; made once and readable by its owner only."""
    path = folder / "secret.key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        return secret_key(folder)


@contextmanager
def lock(folder: Path) -> Iterator[bool]:
    """Holds the data folder; yields False when another process does. The kernel lets go when its holder dies."""
    with open(folder / "lock", "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
