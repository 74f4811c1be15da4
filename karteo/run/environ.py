"""A request of Granian as WSGI and ASGI know it."""
from __future__ import annotations

import sys
from typing import IO, Any

PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def of(scope: Any, body: IO[bytes]) -> dict[str, Any]:
    """The WSGI environment."""
    host, _, port = scope.server.rpartition(":")
    env: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in merged(scope.headers).items():
        if "_" not in name:  # X_Forwarded_For must not pass for X-Forwarded-For
            env[PLAIN.get(name) or "HTTP_" + name.upper().replace("-", "_")] = value
    if "HTTP_HOST" not in env and scope.authority:
        env["HTTP_HOST"] = scope.authority
    if "HTTP_TRANSFER_ENCODING" in env:
        body.seek(0, 2)
        env["CONTENT_LENGTH"] = str(body.tell())
        body.seek(0)
    return env


def asgi_scope(scope: Any) -> dict[str, Any]:
    """What a stream needs to know of its request."""
    return {
        "type": "http",
        "method": scope.method,
        "path": scope.path,
        "query_string": scope.query_string.encode("latin-1"),
        "headers": list(as_bytes(scope.headers).items()),
    }


def merged(headers: Any) -> dict[str, str]:
    """The headers by their names; those sent in several lines are one (RFC 9110, 5.3; cookies: RFC 9113, 8.2.3)."""
    found: dict[str, str] = {}
    for name, value in headers.items():
        found[name] = f"{found[name]}{'; ' if name == 'cookie' else ','}{value}" if name in found else value
    return found


def as_bytes(headers: Any) -> dict[bytes, bytes]:
    """The same as ASGI writes them."""
    return {name.encode("latin-1"): value.encode("latin-1") for name, value in merged(headers).items()}
