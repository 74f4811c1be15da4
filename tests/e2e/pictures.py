"""Pictures and documents as people bring them, made on the spot."""

from __future__ import annotations

import io
import random
from functools import cache
from typing import Any

from PIL import Image
from playwright.sync_api import FilePayload

RED, BLUE, GREEN = (200, 30, 30), (30, 30, 200), (20, 140, 60)
Made = FilePayload


def file(name: str, media_type: str, content: bytes) -> Made:
    """As the browser's file chooser takes it."""
    return FilePayload(name=name, mimeType=media_type, buffer=content)


@cache
def lying_jpeg() -> bytes:
    """800 × 600 as a phone held upright writes it: lying on its side, turned by EXIF, with the place in it.

    Upright it is 600 × 800, red above and blue below.
    """
    image = Image.new("RGB", (800, 600), RED)
    image.paste(BLUE, (400, 0, 800, 600))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it clockwise to look at it
    exif[0x010F] = "Karteo test camera"
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, exif=exif)
    assert b"Karteo test camera" in out.getvalue()
    return out.getvalue()


@cache
def camera_jpeg() -> bytes:
    """A JPEG of more than 12 MB, of noise, which shrinks worst."""
    edge = 2400
    image = Image.frombytes("RGB", (edge, edge), random.Random(3).randbytes(edge * edge * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, subsampling=0)
    assert len(out.getvalue()) > 12_000_000
    return out.getvalue()


@cache
def png(color: tuple[int, int, int] = GREEN, size: tuple[int, int] = (320, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


@cache
def pdf(pages: int = 3) -> bytes:
    """A PDF of red, blue and green sheets."""
    sheets = [Image.new("RGB", (420, 594), (RED, BLUE, GREEN)[at % 3]) for at in range(pages)]
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """What a browser got."""
    return Image.open(io.BytesIO(content))


def is_like(pixel: Any, color: tuple[int, int, int]) -> bool:
    """Whether it is that colour, as far as a lossy picture keeps one."""
    return all(abs(a - b) < 40 for a, b in zip(pixel[:3], color, strict=True))
