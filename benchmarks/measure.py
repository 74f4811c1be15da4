"""Latency, throughput and processor time of an operation; the latter is what neighbours disturb least."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import psutil

CLIENTS = 8


@dataclass(frozen=True)
class Figures:
    """Milliseconds of wall and processor time per operation, and operations a second with eight clients."""

    wall: float
    app: float = 0.0
    database: float = 0.0
    rate: float = 0.0

    @property
    def cpu(self) -> float:
        return self.app + self.database


class Client:
    """One connection that stays open, as a browser's does."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = http.client.HTTPConnection("localhost", port, timeout=120)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Host": "localhost"}

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        """The answer as JSON; fails on anything but success."""
        self.connection.request(method, path, orjson.dumps(body) if body is not None else None, self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return orjson.loads(text)


class Meter:
    """Reads the processor time of the server's processes and of PostgreSQL's."""

    def __init__(self, server: int, postgres: int) -> None:
        self.server, self.postgres = psutil.Process(server), psutil.Process(postgres)

    def read(self) -> tuple[float, float]:
        """Seconds so far: (ours, the database's)."""
        database = {self.postgres.pid, *(p.pid for p in self.postgres.children(recursive=True))}
        ours = [p for p in (self.server, *self.server.children(recursive=True)) if p.pid not in database]
        ended = self.postgres.cpu_times().children_user + self.postgres.cpu_times().children_system
        return sum(map(spent, ours)), sum(
            spent(psutil.Process(pid)) for pid in database if psutil.pid_exists(pid)
        ) + ended

    def memory(self) -> float:
        """MiB that the server's processes hold, shared pages counted in parts (PSS)."""
        database = {p.pid for p in self.postgres.children(recursive=True)} | {self.postgres.pid}
        ours = [p for p in (self.server, *self.server.children(recursive=True)) if p.pid not in database]
        return sum(pss(p.pid) for p in ours) / 1024

    def time(self, operation: Callable[[int], Any], times: int) -> Figures:
        """One client, one after the other."""
        operation(0)
        before, walls = self.read(), []
        for number in range(1, times + 1):
            start = time.perf_counter()
            operation(number)
            walls.append(time.perf_counter() - start)
        after = self.read()
        app, database = ((after[i] - before[i]) / times * 1000 for i in (0, 1))
        return Figures(statistics.median(walls) * 1000, app, database)


def rate(make: Callable[[], Callable[[int], Any]], seconds: float = 2.0) -> float:
    """Operations a second of eight clients; `make` opens one client and returns its operation."""
    done, end = [0] * CLIENTS, time.perf_counter() + seconds

    def work(place: int) -> None:
        operation = make()
        while time.perf_counter() < end:
            operation(done[place] * CLIENTS + place)
            done[place] += 1

    threads = [threading.Thread(target=work, args=(place,)) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def spent(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def pss(pid: int) -> int:
    """Kilobytes, from the kernel's own sum."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
