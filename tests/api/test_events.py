"""The stream that says there is news; driven as the server drives it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from karteo.api.events import events
from karteo.identity import tokens
from karteo.identity.actor import Actor
from karteo.log import feed
from tests.api.desk import make
from tests.api.doors import program
from tests.world import World


class Line:
    """One open stream: what came, and a way to hang up."""

    def __init__(self, secret: str = "") -> None:
        headers = [(b"authorization", f"Bearer {secret}".encode())] if secret else []
        self.scope = {"type": "http", "path": "/api/events", "headers": headers}
        self.got: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.hung_up = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.hung_up.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        await self.got.put(message)

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.got.get(), 20)


def secret(actor: Actor) -> str:
    return tokens.create(actor, "a screen")[1]


def test_it_tells_the_head_and_each_new_one_and_nothing_of_other_workspaces(world_real: World) -> None:
    alice, charlie = program(world_real.alice), program(world_real.charlie)
    make(alice)
    key = secret(world_real.alice)

    async def story() -> list[bytes]:
        line = Line(key)
        stream = asyncio.create_task(events(line.scope, line.receive, line.send))
        start = await line.next()
        assert (start["status"], dict(start["headers"])[b"content-type"]) == (200, b"text/event-stream")
        told = [(await line.next())["body"]]
        await sync_to_async(make)(charlie)
        await sync_to_async(make)(alice)
        told.append((await line.next())["body"])
        line.hung_up.set()
        await asyncio.wait_for(stream, 20)
        await sync_to_async(connections.close_all)()
        assert line.got.empty()
        return told

    head = feed.head(world_real.workspace_id)[1]
    assert asyncio.run(story()) == [b'data: {"number":%d}\n\n' % n for n in (head, head + 1)]


def test_nobody_hears_it_without_a_login(world_real: World) -> None:
    async def story() -> int:
        line = Line()
        await events(line.scope, line.receive, line.send)
        await sync_to_async(connections.close_all)()
        return int((await line.next())["status"])

    assert asyncio.run(story()) == 401


def test_who_is_let_go_hears_no_more_of_it(world_real: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karteo.api.events.AGAIN", 0.0)
    alice, bob = program(world_real.alice), world_real.bob
    make(alice)
    key = secret(bob)

    async def story() -> list[dict[str, Any]]:
        line = Line(key)
        stream = asyncio.create_task(events(line.scope, line.receive, line.send))
        assert (await line.next())["status"] == 200
        assert (await line.next())["body"].startswith(b"data:")
        told = await sync_to_async(alice.ask)("patch", f"/api/people/{bob.user_id}", {"active": False})
        assert told.status_code == 200
        await asyncio.wait_for(stream, 20)
        await sync_to_async(connections.close_all)()
        return [line.got.get_nowait() for _ in range(line.got.qsize())]

    assert [(one["body"], one["more_body"]) for one in asyncio.run(story())] == [(b"", False)]
