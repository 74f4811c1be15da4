"""Pictures of files. What decodes them is a program of its own (`studio.py`), so a hostile one harms nobody."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from karteo.files.refused import Away, refusal
from karteo.lib.errors import Refusal

STUDIO = Path(__file__).with_name("studio.py")
PATIENCE = 30.0
AT_ONCE = threading.BoundedSemaphore(2)
PHOTO_MAX_MB = 1
FORMATS = "JPEG, PNG, WebP, GIF, AVIF"
MOST_MEGAPIXELS = 60
Size = Literal["full", "thumb"]
log = logging.getLogger("karteo.files")


@dataclass(frozen=True, slots=True)
class Portrait:
    """A contact's photo, at most 200 × 300, and one for lists; both WebP without any data but the pixels."""

    full: bytes
    thumb: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page to look at as WebP, and how many the document has."""

    webp: bytes
    pages: int


def portrait(file: IO[bytes]) -> Portrait:
    """The photo for a contact; refused with the reason when it is none."""
    told, (full, thumb) = _made(file, "photo")
    return Portrait(full, thumb, told["width"], told["height"])


def page(file: IO[bytes], number: int = 1, size: Size = "full") -> Page:
    """One page of a PDF, or a picture made small; refused when there is nothing to be seen."""
    told, (webp,) = _made(file, "page", str(number), size)
    return Page(webp, told["pages"])


def _made(file: IO[bytes], *wish: str) -> tuple[dict[str, Any], list[bytes]]:
    file.flush()
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise refusal("pictures_busy", "Many pictures are being made at the moment. Please try again.", Away)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(STUDIO), *wish],
            stdin=file, capture_output=True, timeout=PATIENCE, env={}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _reason(wish[0], "broken") from None
    finally:
        AT_ONCE.release()
    head, _, body = done.stdout.partition(b"\n")
    told: dict[str, Any] = json.loads(head) if done.returncode == 0 and head else {"refused": "broken"}
    if reason := told.get("refused"):
        log.info("no picture (%s): %s", reason, told.get("why") or f"exit {done.returncode}")
        raise _reason(wish[0], reason)
    pictures = []
    for size in told["sizes"]:
        pictures.append(body[:size])
        body = body[size:]
    return told, pictures


def _reason(verb: str, code: str) -> Refusal:
    if verb == "page":
        return refusal("no_preview", "There is no preview of this file.")
    if code == "animated":
        return refusal("photo_animated", "This picture moves. A photo stands still.")
    if code == "too_many_pixels":
        return refusal("photo_pixels", "This picture has too many pixels.", max_megapixels=MOST_MEGAPIXELS)
    if code == "not_picture":
        return refusal("photo_format", "This is not a picture that can be read.", formats=FORMATS)
    return refusal("photo_broken", "This picture is damaged and cannot be read.")
