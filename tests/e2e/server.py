"""The real server in processes of its own: embedded PostgreSQL, web, worker; killed and started again at will."""
from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import psycopg

from karteo.run.children import die_with_parent
from karteo.run.postgres import DATABASE, Postgres

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ("DATABASE_URL", "KARTEO_", "DJANGO_SETTINGS_MODULE", "PYTEST_")
FIRST_DAY = "first_day"  # the database that each module begins with a copy of (tests/e2e/people.py makes it)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for a condition, looking often; fails with `what` when it does not come."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


class KarteoServer:
    """`karteo serve` over a data folder of its own. `settings` are environment variables."""

    def __init__(self, **settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="karteo-e2e-"))
        self.folder.chmod(0o711)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = self.folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        kept = {key: value for key, value in os.environ.items() if not key.startswith(CLEAN)}
        self.environment = {
            **kept, "KARTEO_DATA": str(self.folder), "KARTEO_URL": self.url, "KARTEO_LOGIN_TRIES": "1000",
            "KARTEO_LOGINS_PER_MINUTE": "1000",
            "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "KARTEO_PROCESSES": "1", **settings,
        }

    def take(self, other: KarteoServer) -> None:
        """The data of another server, which must not run: quicker than making it anew."""
        subprocess.run(["cp", "-a", f"{other.folder}/.", str(self.folder)], check=True)

    def command(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run `karteo …` on the same data; its output as text."""
        return subprocess.run(
            [sys.executable, "-m", "karteo", *arguments], env=self.environment, cwd=self.folder, input=stdin,
            capture_output=True, text=True, timeout=120,
        )

    def run_python(self, program: str) -> subprocess.CompletedProcess[str]:
        """Run a small program with the server's settings; `karteo.run.database.opened` leads to its data."""
        return subprocess.run(
            [sys.executable, "-c", program], env=self.environment, cwd=self.folder, capture_output=True, text=True,
            timeout=120,
        )

    def database(self, name: str = DATABASE) -> psycopg.Connection[Any]:
        """A connection of our own to the running server's database, for what no door of the product does."""
        return psycopg.connect(Postgres(self.folder).url_of(name), autocommit=True)

    def start(self, *arguments: str) -> None:
        """Start it and wait until it answers."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "karteo", "serve", "--port", str(self.port), *arguments],
                env=self.environment, cwd=self.folder, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=partial(die_with_parent, signal.SIGTERM),  # also when the tests are killed
            )
        process = self.process
        until(lambda: self.answers() or process.poll() is not None, "the server's first answer", 120)
        assert process.poll() is None, self.log.read_text()

    def begin_anew(self) -> None:
        """Back to the first day: web and worker are other processes, the database is a copy, there are no files.

        The supervisor is held meanwhile, so that it starts nobody who would see the old data; PostgreSQL and the
        code that the supervisor has loaded stay, which is what takes long.
        """
        if self.process is None:
            self.start()
        assert self.process is not None
        held = psutil.Process(self.process.pid)
        held.suspend()
        try:
            ending = [one for one in held.children() if one.name() != "postgres"]
            for one in ending:
                one.terminate()
            until(lambda: all(one.status() == psutil.STATUS_ZOMBIE for one in ending), "the end of web and worker")
            with self.database("postgres") as connection:
                connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {FIRST_DAY}")
            shutil.rmtree(self.folder / "files", ignore_errors=True)
            os.truncate(self.log, 0)
        finally:
            held.resume()
        until(self.answers, "the server's answer after it began anew")

    def answers(self) -> bool:
        """Whether it takes requests."""
        try:
            with urllib.request.urlopen(f"{self.url}/api/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """kill -9; returns when everything of it is gone."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """What Ctrl-C does."""
        self._end(signal.SIGINT)

    def _end(self, sign: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(sign)
        self.process.wait(60)
        self.process = None
        until(lambda: not self.answers() and not (self.folder / "postgres" / "postmaster.pid").exists(), "its end")

    def remove(self) -> None:
        """Stop it and throw its data away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
