"""Raw bytes through the doors of files: in as a stream, out in stretches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol

from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase

from karteo.api.asking import ApiRequest
from karteo.api.problems import problem
from karteo.files import kinds
from karteo.files.arrive import MB, too_big
from karteo.files.names import disposition
from karteo.files.refused import refusal

PIECE = 256 * 1024
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
POLICY = "default-src 'none'; sandbox"
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})$")
CAN_LINK = Path("/proc/self/fd").exists()


def body(request: ApiRequest, max_mb: int, code: str) -> Iterator[bytes]:
    """The body in pieces. One that says it is longer than the limit is refused before it is read."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    if said.isdigit() and int(said) > max_mb * MB:
        raise too_big(code, max_mb)
    if request.content_type in FORMS:
        raise refusal("file_form", "Send the file itself as the body, not a form around it.")
    return iter(lambda: request.read(PIECE), b"")


class Source(Protocol):
    """Bytes that are kept somewhere: from `start` so many in pieces; or as a file, and where they stand in it."""

    def read(self, start: int, length: int) -> Iterator[bytes]: ...
    def on_disk(self, start: int, end: int) -> tuple[IO[bytes], int, int]: ...


class Download(StreamingHttpResponse):
    """`on_disk`: the same bytes as an open file, from where to where; a server that can hands out that instead."""

    on_disk: Callable[[], tuple[IO[bytes], int, int]]


def sent(request: ApiRequest, source: Source, size: int, tag: str, media_type: str, name: str) -> HttpResponseBase:
    """The bytes, or the stretch that was asked for, as a download that nothing in a browser runs."""
    tag = f'"{tag}"'
    if request.headers.get("If-None-Match") in (tag, "*"):
        return _marked(HttpResponseNotModified(), tag, "no-cache")
    start, end = 0, size
    asked = request.headers.get("Range", "")
    if asked and request.headers.get("If-Range", tag) == tag and (found := RANGE.match(asked)):
        stretch = _stretch(found[1], found[2], size)
        if stretch is None:
            answer = problem(request, 416, "range")
            answer["Content-Range"] = f"bytes */{size}"
            return _marked(answer, tag, "no-cache")
        start, end = stretch
    part = end - start < size
    given = Download(source.read(start, end - start), status=206 if part else 200)
    if CAN_LINK:
        given.on_disk = lambda: source.on_disk(start, end)
    given["Content-Type"] = kinds.sent_as(media_type)
    given["Content-Length"] = str(end - start)
    given["Accept-Ranges"] = "bytes"
    if part:
        given["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    given["Content-Disposition"] = disposition(name)
    return _marked(given, tag, "no-cache")


def picture(request: ApiRequest, made: Callable[[], tuple[bytes, dict[str, str]]], tag: str) -> HttpResponseBase:
    """A WebP that we made ourselves, with further headers; its address never shows another one."""
    tag = f'"{tag}"'
    if request.headers.get("If-None-Match") == tag:
        return _marked(HttpResponseNotModified(), tag, "max-age=3600")
    webp, headers = made()
    return _marked(HttpResponse(webp, content_type="image/webp", headers=headers), tag, "max-age=3600")


def _stretch(first: str, last: str, size: int) -> tuple[int, int] | None:
    """From and up to (without) where; None when there is nothing of the kind."""
    if first:
        start, end = int(first), min(int(last) + 1, size) if last else size
    elif last:
        start, end = max(size - int(last), 0), size
    else:
        return None
    return (start, end) if start < end else None


def _marked(answer: HttpResponseBase, tag: str, keep: str) -> HttpResponseBase:
    answer["ETag"] = tag
    answer["Cache-Control"] = f"private, {keep}"
    answer["Content-Security-Policy"] = POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
