"""One process of the web server. Several share the port: the kernel gives each its connections."""
from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from importlib import import_module
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.urls import get_resolver
from granian.constants import Interfaces
from granian.server.embed import Server

from karteo.files.pictures import PHOTO_MAX_MB
from karteo.run import environ
from karteo.run.bridge import Asgi, Bridge
from karteo.run.headers import security
from karteo.run.site import Site
from karteo.run.trouble import Trouble

STREAMS = {"/api/events": "karteo.api.events:events"}
LAST_ANSWERS = 5.0  # seconds that open requests get when the server stops


def bridge() -> Bridge:
    """The application with the settings' answers; made once, before the processes part."""
    from karteo.wsgi import application

    get_resolver().url_patterns  # noqa: B018 -- loads every view now, in the memory all processes share
    return Bridge(
        wsgi=application,
        site=Site(),
        streams={path: _load(name) for path, name in STREAMS.items()},
        headers=security(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], settings.SECURE_HSTS_SECONDS),
        threads=settings.THREADS,
        largest_body=largest_body,
        lets_in=lets_in,
        https=settings.URL if settings.HTTPS else "",
    )


def largest_body(path: str) -> int:
    """The bytes that the door at this path takes; more is refused before it has come."""
    if path == "/api/files":
        return settings.FILE_MAX_MB << 20
    if path.endswith("/photo"):
        return PHOTO_MAX_MB << 20
    if path == "/api/imports":
        return (settings.IMPORT_MAX_MB + 2) << 20  # the form around it counts
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


async def lets_in(headers: Any) -> bool:
    """Whether these are the headers of somebody who is logged in."""
    from karteo.api.asking import by_headers

    found = await sync_to_async(by_headers)(environ.as_bytes(headers))
    return found is not None


def _load(name: str) -> Asgi:
    module, _, function = name.partition(":")
    found: Asgi = getattr(import_module(module), function)
    return found


def serve(application: Bridge, host: str, port: int) -> None:
    """Answer until SIGTERM."""
    asyncio.run(_serve(application, host, port))
    os._exit(0)  # threads that still wait for a request have nothing to finish


async def _serve(application: Bridge, host: str, port: int) -> None:
    server = Server(
        application, address=host, port=port, interface=Interfaces.RSGI,
        websockets=False, log_enabled=False, backlog=1024,
    )
    loop = asyncio.get_running_loop()

    def stop() -> None:
        loop.call_later(LAST_ANSWERS, os._exit, 0)
        for stream in application.open:
            stream.cancel()
        server.stop()  # type: ignore[no-untyped-call]

    loop.add_signal_handler(signal.SIGTERM, stop)
    await server.serve()


def hold_port(host: str, port: int) -> socket.socket:
    """Reserve the port for our processes; raises Trouble when somebody else has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError:
        raise Trouble(f"Port {port} needs more rights than this user has; choose one above 1023 by --port.") from None
    except socket.gaierror:
        raise Trouble(f"There is no address {host} on this machine.") from None
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        other = "is used by another program; choose another one by --port"
        raise Trouble(f"Port {port} of {host} {other if taken else f'cannot be used: {error.strerror}'}.") from None
    holder = socket.socket(family, socket.SOCK_STREAM)
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    holder.bind((host, port))
    return holder
