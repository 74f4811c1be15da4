"""Keeps the processes of one Karteo alive, and takes all of them along when it goes."""
from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog

SOONEST, LATEST = 0.2, 30.0  # seconds before a dead child is started again; doubled while it keeps dying
STEADY = 60.0  # a child that lived this long starts afresh, and so does one that was told to end and did
PATIENCE = 12.0  # seconds the children get to end when they are told to

log = structlog.get_logger()


@dataclass
class Child:
    """One process: `launch` starts it and returns its pid."""

    name: str
    launch: Callable[[], int]
    pid: int = 0
    since: float = 0.0
    wait: float = SOONEST
    due: float = 0.0


class Supervisor:
    """`run` returns when SIGINT or SIGTERM came, with every child gone but those that `keep` names."""

    def __init__(self, ready: Callable[[], bool], greet: Callable[[], None]) -> None:
        self.children: list[Child] = []
        self.ready, self.greet = ready, greet
        self.stopping = False
        self.wake, self.bell = socket.socketpair()
        for end in (self.wake, self.bell):
            end.setblocking(False)

    def add(self, name: str, launch: Callable[[], int], pid: int = 0) -> None:
        """A child to look after; `pid` when it runs already."""
        self.children.append(Child(name, launch, pid, time.monotonic()))

    def listen(self) -> None:
        """From now on SIGINT and SIGTERM mean: stop."""
        signal.set_wakeup_fd(self.bell.fileno(), warn_on_full_buffer=False)
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def run(self, keep: tuple[str, ...] = ()) -> None:
        greeted = False
        while not self.stopping:
            self._reap()
            self._launch()
            if not greeted and self.ready():
                greeted = True
                self.greet()
            select.select([self.wake], [], [], self._until_next() if greeted else 0.05)
            with suppress(BlockingIOError):
                self.wake.recv(1000)
        self._end([child for child in self.children if child.pid and child.name not in keep])

    def _reap(self) -> None:
        for child in self.children:
            if not child.pid or (status := _ended(child.pid)) is None:
                continue
            lived = time.monotonic() - child.since
            child.wait = SOONEST if lived > STEADY or status == 0 else min(child.wait * 2, LATEST)
            log.error("child_died", child=child.name, pid=child.pid, status=status, again_in=child.wait)
            child.pid, child.due = 0, time.monotonic() + child.wait

    def _launch(self) -> None:
        for child in self.children:
            if not child.pid and time.monotonic() >= child.due:
                try:
                    child.pid = child.launch()
                except OSError as error:
                    child.wait = min(child.wait * 2, LATEST)
                    child.due = time.monotonic() + child.wait
                    log.error("child_not_started", child=child.name, error=str(error), again_in=child.wait)
                    continue
                child.since = time.monotonic()
                log.debug("child_started", child=child.name, pid=child.pid)

    def _until_next(self) -> float | None:
        due = [child.due for child in self.children if not child.pid]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _end(self, children: list[Child]) -> None:
        for sign, seconds in ((signal.SIGTERM, PATIENCE), (signal.SIGKILL, 5.0)):
            for child in children:
                with suppress(ProcessLookupError):
                    os.kill(child.pid, sign)
            end = time.monotonic() + seconds
            while children and (left := end - time.monotonic()) > 0:
                children = [child for child in children if _ended(child.pid) is None]
                if children:
                    select.select([self.wake], [], [], min(left, 0.2))
                    with suppress(BlockingIOError):
                        self.wake.recv(1000)


def _ended(pid: int) -> int | None:
    """The exit code of a child that is gone (negative: the signal that ended it), or None."""
    try:
        gone, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return 0
    return os.waitstatus_to_exitcode(status) if gone else None
