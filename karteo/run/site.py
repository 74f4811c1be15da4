"""The built front end, kept in memory: some two megabytes, shared by all processes of the server."""
from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static_web"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
PACKED = ("text/", "application/javascript", "application/json", "application/manifest", "image/svg")
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml"}
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class File:
    """One file, as it is and (text only) as gzip and brotli; `tag` changes with its content."""

    tag: str
    headers: Headers
    bodies: dict[str, bytes]


class Site:
    """Every address that is not the API's: a built file, or the page that starts the application."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.files: dict[str, File] = {}
        self.stamp = 0
        self.refresh()

    def refresh(self) -> None:
        """Read the folder again when it was built anew, so that a developer need not restart the server."""
        try:
            stamp = (self.folder / "index.html").stat().st_mtime_ns
        except FileNotFoundError:
            return
        if stamp != self.stamp:
            paths = [p for p in self.folder.rglob("*") if p.is_file() and p.suffix not in {".gz", ".br", ".map"}]
            self.files = {"/" + p.relative_to(self.folder).as_posix(): read(p, self.folder) for p in paths}
            self.stamp = stamp

    def answer(self, path: str, accepts: str, known: str) -> tuple[int, Headers, bytes]:
        """Status, headers and body for a GET: `accepts` = Accept-Encoding, `known` = If-None-Match."""
        name = path if path in self.files and path != "/" else "/index.html"
        if name == "/index.html":
            if "." in path.rsplit("/", 1)[-1] and path != "/index.html":
                return 404, [("content-type", "text/plain"), ("cache-control", "no-store")], b"There is no such file."
            self.refresh()
        file = self.files.get(name)
        if file is None:
            return 503, [("content-type", "text/plain")], b"The front end is not built: `make web` does it."
        if file.tag == known:
            return 304, file.headers, b""
        for encoding in ("br", "gzip"):
            if encoding in file.bodies and encoding in accepts:
                return 200, [*file.headers, ("content-encoding", encoding)], file.bodies[encoding]
        return 200, file.headers, file.bodies[""]


def read(path: Path, folder: Path) -> File:
    """One file of the build. A brotli file beside it (the build makes them) is taken along."""
    body = path.read_bytes()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = kind.startswith(PACKED)
    bodies = {"": body}
    if text:
        bodies["gzip"] = gzip.compress(body, 9, mtime=0)
        brotli = path.with_name(path.name + ".br")
        if brotli.exists():
            bodies["br"] = brotli.read_bytes()
    tag = f'"{sha256(body).hexdigest()[:20]}"'
    lasting = path.relative_to(folder).parts[0] == "assets"
    headers = [
        ("content-type", f"{kind}; charset=utf-8" if text else kind),
        ("cache-control", FOR_EVER if lasting else ASK_FIRST),
        ("etag", tag),
        ("vary", "accept-encoding"),
    ]
    return File(tag, headers, bodies)
