"""Between Granian and Django: streams stay in the event loop, everything else goes to a fixed pool of threads.

Django runs as WSGI, one thread and one database connection per request at a time. The front end's files are
answered from memory without a thread. docs/decisions/0011-the-server.md has the measurements.
"""
from __future__ import annotations

import asyncio
import io
import queue
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import structlog

from karteo.run import environ
from karteo.run.connections import drop_dead
from karteo.run.site import Headers, Site

SHORT = 64_000  # bytes that come in one go; more comes in pieces, for a photo on its way from a cellar takes minutes
IN_MEMORY = 1_000_000
PAUSE = 60.0  # seconds without a byte of a body that was announced, and for all of a short one
TOO_MUCH = str(10**12)  # bytes; more than any limit of Django's
OPENED = 60.0  # seconds until Granian has surely opened a file that it was handed
NO_BODY = {"GET", "HEAD", "OPTIONS"}
Asgi = Callable[[Any, Any, Any], Awaitable[None]]

log = structlog.get_logger()


class CutOff(Exception):
    """The sender hung up before he had sent what he announced."""


def whole(body: bytes, announced: int) -> bytes:
    """The body, if that is all of it."""
    if len(body) < announced:
        raise CutOff
    return body


async def soon(what: Awaitable[Any]) -> Any:
    """What comes, if it comes soon: who announces and does not send is not waited for."""
    try:
        async with asyncio.timeout(PAUSE):
            return await what
    except TimeoutError:
        raise CutOff from None


async def following(chunks: AsyncIterator[bytes]) -> bytes | None:
    """The next piece, None behind the last one."""
    try:
        return await chunks.__anext__()
    except StopAsyncIteration:
        return None


@dataclass
class Bridge:
    """Granian's RSGI application. `streams` are ASGI applications that answer one path each.

    `headers` go onto what is not Django's; Django's middleware sets its own.
    """

    wsgi: Callable[..., Any]
    site: Site
    streams: dict[str, Asgi]
    headers: Headers
    threads: int
    largest_body: Callable[[str], int]  # bytes that a path takes
    lets_in: Callable[[Any], Awaitable[bool]]  # whether the headers are of somebody; of others no long body is taken
    https: str = ""  # the https address that plain http is sent to; "" = none
    jobs: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    open: set[asyncio.Task[Any]] = field(default_factory=set)  # the streams, which never end by themselves

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        for number in range(self.threads):
            threading.Thread(target=self._work, name=f"web-{number}", daemon=True).start()

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        if scope.proto != "http":
            return
        if not scope.path.startswith("/api/"):
            self._file(scope, proto)
        elif scope.path in self.streams:
            await self._stream(self.streams[scope.path], scope, proto)
        else:
            await self._django(scope, proto)

    def _file(self, scope: Any, proto: Any) -> None:
        if scope.method not in ("GET", "HEAD"):
            proto.response_empty(405, [("allow", "GET, HEAD"), *self.headers])
            return
        ask = scope.headers.get
        if self.https and ask("x-forwarded-proto") == "http":
            proto.response_empty(308, [("location", self.https + scope.path), *self.headers])
            return
        status, headers, body = self.site.answer(
            scope.path, ask("accept-encoding") or "", ask("if-none-match") or ""
        )
        proto.response_bytes(status, [*headers, *self.headers], body)

    async def _django(self, scope: Any, proto: Any) -> None:
        try:
            body = io.BytesIO() if scope.method in NO_BODY else await self._body(scope, proto)
        except CutOff:  # nobody is there to be answered, and half of a body is no body
            proto.response_empty(400, [])
            return
        env = environ.of(scope, body or io.BytesIO())
        if body is None:
            env["CONTENT_LENGTH"] = TOO_MUCH
        done = self.loop.create_future()
        self.jobs.put((env, proto, done))
        await done

    async def _body(self, scope: Any, proto: Any) -> IO[bytes] | None:
        """What was sent, on disk when it is long; None when it is too long: Django then refuses it in its words."""
        said, most = scope.headers.get("content-length"), self.largest_body(scope.path)
        if said is not None and (not said.isdigit() or int(said) > most):
            return None
        if said is not None and int(said) <= SHORT:
            return io.BytesIO(whole(await soon(proto()), int(said)))
        file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- closed after the answer
        size, known, chunks = 0, False, aiter(proto)
        try:
            while (chunk := await soon(following(chunks))) is not None:
                size += len(chunk)
                if size > IN_MEMORY and not known:
                    known = await self.lets_in(scope.headers)
                if size > most or (size > IN_MEMORY and not known):
                    file.close()
                    return None
                file.write(chunk)
            if said is not None and size < int(said):
                raise CutOff
        except CutOff:
            file.close()
            raise
        file.seek(0)
        return file

    def _work(self) -> None:
        while True:
            env, proto, done = self.jobs.get()
            drop_dead()
            try:
                self._answer(env, proto)
            except Exception:
                log.exception("request_failed", path=env["PATH_INFO"])
            finally:
                env["wsgi.input"].close()
                self.loop.call_soon_threadsafe(_finish, done)

    def _answer(self, env: dict[str, Any], proto: Any) -> None:
        said: list[Any] = []
        response = self.wsgi(env, lambda status, headers, _error=None: said.extend((status, headers)))
        try:
            status, headers = int(said[0][:3]), said[1]
            if env.get("CONTENT_LENGTH") is TOO_MUCH:  # what was sent is not read: nothing else can come on this line
                headers = [*headers, ("connection", "close")]
            if not getattr(response, "streaming", False):
                proto.response_bytes(status, headers, b"".join(response))
                return
            if on_disk := getattr(response, "on_disk", None):
                self._from_disk(proto, status, headers, *on_disk())
                return
            way = self._on_loop(self._open(proto, status, headers))
            for chunk in response:
                self._on_loop(_send(way, chunk))
        finally:
            if hasattr(response, "close"):
                response.close()

    def _from_disk(self, proto: Any, status: int, headers: Headers, file: IO[bytes], start: int, end: int) -> None:
        """Let Granian read the file as fast as the client takes it: a stream would wait for a slow one in memory."""
        proto.response_file_range(status, headers, f"/proc/self/fd/{file.fileno()}", start, end)
        self.loop.call_soon_threadsafe(self.loop.call_later, OPENED, file.close)

    async def _open(self, proto: Any, status: int, headers: Headers) -> Any:
        return proto.response_stream(status, headers)

    def _on_loop(self, what: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self.loop).result()

    async def _stream(self, app: Asgi, scope: Any, proto: Any) -> None:
        way: Any = None

        async def receive() -> dict[str, Any]:
            await proto.client_disconnect()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            nonlocal way
            if message["type"] == "http.response.start":
                headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"]]
                way = proto.response_stream(message["status"], [*headers, *self.headers])
            elif message.get("body"):
                await way.send_bytes(message["body"])

        task = asyncio.current_task()
        assert task is not None
        self.open.add(task)
        try:
            await app(environ.asgi_scope(scope), receive, send)
        finally:
            self.open.discard(task)


async def _send(way: Any, chunk: bytes) -> None:
    await way.send_bytes(chunk)


def _finish(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)


