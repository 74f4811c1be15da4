"""GET /api/events: one stream of head numbers for the screens. An ASGI application: a thread is too dear for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async

from karteo.api.asking import by_headers
from karteo.sync.wake import hub

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# A stream ends now and then and the screen opens it again.
LASTS = 300.0
AGAIN = 5.0  # seconds after which news are told only to who is still let in; asked when there are some


async def events(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one stream, until the screen or LASTS ends it."""
    headers = dict(scope["headers"])
    workspace_id = await sync_to_async(_workspace)(headers)
    if workspace_id is None:
        await _refuse(send)
        return
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [
                (b"content-type", b"text/event-stream"),
                (b"cache-control", b"no-store"),
                (b"x-accel-buffering", b"no"),
            ],
        }
    )
    stream = asyncio.ensure_future(_stream(headers, workspace_id, send))
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({stream, gone}, timeout=LASTS, return_when=asyncio.FIRST_COMPLETED)
        if not gone.done():
            stream.cancel()
            await asyncio.gather(stream, return_exceptions=True)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        stream.cancel()
        gone.cancel()
        await asyncio.gather(stream, gone, return_exceptions=True)


async def _stream(headers: dict[bytes, bytes], workspace_id: UUID, send: Send) -> None:
    """Tell the numbers, as long as who listens is let in: his session ends, he is let go, his token is ended."""
    numbers, asked = hub.numbers(workspace_id), monotonic()
    try:
        async for number in numbers:
            if number is not None and monotonic() - asked >= AGAIN:
                if await sync_to_async(_workspace)(headers) != workspace_id:
                    return
                asked = monotonic()
            line = b": beat\n\n" if number is None else b'data: {"number":%d}\n\n' % number
            await send({"type": "http.response.body", "body": line, "more_body": True})
    finally:
        await numbers.aclose()  # type: ignore[attr-defined]


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _workspace(headers: dict[bytes, bytes]) -> UUID | None:
    who = by_headers(headers)
    return who.workspace_id if who else None


async def _refuse(send: Send) -> None:
    body = json.dumps({"type": "about:blank", "title": "Unauthorized", "status": 401, "detail": "", "errors": []})
    await send(
        {
            "type": "http.response.start",
            "status": 401,
            "headers": [
                (b"content-type", b"application/problem+json"),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body.encode(), "more_body": False})
