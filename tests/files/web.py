"""A web server on this machine that stands for a social network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = tuple[int, dict[str, str], bytes]


@dataclass
class Web:
    """`pages` by path; `asked`: the paths that were asked for."""

    host: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def page(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Put something at the path; its address."""
        self.pages[path] = (status, headers, body)
        return self.url + path

    def profile(self, path: str, image: str) -> str:
        """A page that names its picture."""
        return self.page(path, f'<html><head><meta property="og:image" content="{image}"></head></html>'.encode())


@contextmanager
def web() -> Iterator[Web]:
    """The server while it is needed."""
    site = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            status, headers, body = site.pages.get(self.path, (404, {}, b"nothing"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.host = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield site
        finally:
            server.shutdown()
