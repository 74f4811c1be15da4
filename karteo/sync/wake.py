"""Tells waiting screens that there is news: the workspace's head number, nothing else, so no right is needed.

One connection a process asks for the heads of all workspaces somebody waits in, four times a second, and only
while somebody waits. No NOTIFY: it takes a database-wide lock at commit, and a missed hint would need the
same question anyway (docs/decisions/0012-wake-by-asking.md).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import psycopg
import structlog
from django.conf import settings

EVERY = 0.25
QUIET = 15.0  # seconds after which an empty beat is sent, so that proxies keep the line open

log = structlog.get_logger()


class Hub:
    """Who waits, and the one question for all of them."""

    def __init__(self) -> None:
        self.waiting: dict[UUID, set[asyncio.Event]] = {}
        self.heads: dict[UUID, int] = {}
        self.task: asyncio.Task[None] | None = None

    async def numbers(self, workspace_id: UUID) -> AsyncIterator[int | None]:
        """The head number now and whenever it has grown; None as a beat when nothing happens."""
        news = asyncio.Event()
        self.waiting.setdefault(workspace_id, set()).add(news)
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self._ask())
        told: int | None = None
        try:
            while True:
                head = self.heads.get(workspace_id)
                if head is not None and head != told:
                    told = head
                    yield head
                    continue
                news.clear()
                try:
                    await asyncio.wait_for(news.wait(), QUIET)
                except TimeoutError:
                    yield None
        finally:
            waiting = self.waiting.get(workspace_id, set())
            waiting.discard(news)
            if not waiting:
                self.waiting.pop(workspace_id, None)
                self.heads.pop(workspace_id, None)

    async def _ask(self) -> None:
        while self.waiting:
            try:
                async with await psycopg.AsyncConnection.connect(**where(), autocommit=True) as connection:
                    while self.waiting:
                        await self._once(connection)
                        await asyncio.sleep(EVERY)
            except psycopg.Error as error:
                log.warning("wake_lost_database", error=str(error))
                await asyncio.sleep(2)

    async def _once(self, connection: psycopg.AsyncConnection[Any]) -> None:
        cursor = await connection.execute(
            "select workspace_id, number from log_counter where workspace_id = any(%s)",
            (list(self.waiting),),
        )
        for workspace_id, number in await cursor.fetchall():
            if self.heads.get(workspace_id) != number:
                self.heads[workspace_id] = number
                for event in self.waiting.get(workspace_id, ()):
                    event.set()


def where() -> dict[str, Any]:
    """The settings' database, as psycopg wants it."""
    database = settings.DATABASES["default"]
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return {key: database[name] for key, name in named.items() if database.get(name)}


hub = Hub()
