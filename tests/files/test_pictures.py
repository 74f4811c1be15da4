"""Photos and previews: small, upright, and nothing in them but pixels."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pytest
from PIL import Image

from karteo.files.pictures import Portrait, page, portrait
from karteo.lib.errors import Refusal
from tests.files.samples import HTML, SVG, animated, bomb, camera, pdf, picture, polyglot


@contextmanager
def given(content: bytes) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        yield file


def made(content: bytes) -> Portrait:
    with given(content) as file:
        return portrait(file)


def reason(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        made(content)
    return refused.value.errors[0].code


@pytest.mark.row("S2-19")
@pytest.mark.parametrize(
    ("size", "fitted"),
    [((400, 600), (200, 300)), ((2000, 500), (200, 50)), ((500, 2000), (75, 300)), ((120, 90), (120, 90))],
)
def test_a_photo_fits_200_by_300_in_its_own_shape(size: tuple[int, int], fitted: tuple[int, int]) -> None:
    photo = made(picture("JPEG", size))
    full, thumb = (Image.open(io.BytesIO(one)) for one in (photo.full, photo.thumb))
    assert (full.format, full.size, (photo.width, photo.height)) == ("WEBP", fitted, fitted)
    assert thumb.width <= 96
    assert thumb.height <= 144


@pytest.mark.row("S2-19")
def test_a_photo_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    content = camera()
    assert b"SecretPhoneMaker" in content
    photo = made(content)
    for one in (photo.full, photo.thumb):
        image = Image.open(io.BytesIO(one))
        assert image.height > image.width  # it lay on its side
        assert not image.getexif()
        assert b"SecretPhoneMaker" not in one
        assert b"EXIF" not in one
    corner = Image.open(io.BytesIO(photo.full)).convert("RGB").getpixel((photo.width - 5, 5))
    assert isinstance(corner, tuple)
    assert corner[2] > corner[0]  # the blue corner went from the left to the right


def test_a_polyglot_leaves_its_other_half_behind() -> None:
    photo = made(polyglot())
    for one in (photo.full, photo.thumb):
        assert b"script" not in one
        assert b"gotcha" not in one
        assert b"PK\x03\x04" not in one


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_each_format_of_the_web_is_taken(format: str) -> None:
    assert made(picture(format)).width == 40


def test_transparency_stays() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    image = Image.open(io.BytesIO(made(out.getvalue()).full))
    assert image.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    content = bomb()
    assert len(content) < 2000
    began = time.monotonic()
    assert reason(content) == "photo_pixels"
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (animated(), "photo_animated"),
        (picture("PNG", (300, 300))[:-300], "photo_broken"),
        (picture("JPEG", (300, 300))[:-400], "photo_broken"),
        (SVG, "photo_format"),
        (HTML, "photo_format"),
        (pdf(), "photo_format"),
        (b"GIF89a" + bytes(5), "photo_format"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_reason(content: bytes, code: str) -> None:
    assert reason(content) == code


def test_each_page_of_a_pdf_can_be_looked_at() -> None:
    with given(pdf(3)) as file:
        first, second = page(file, 1), page(file, 2)
    assert (first.pages, second.pages) == (3, 3)
    levels = [Image.open(io.BytesIO(one.webp)).convert("L").getpixel((20, 20)) for one in (first, second)]
    assert levels == [255, 0]
    assert Image.open(io.BytesIO(first.webp)).size[1] <= 1600


@pytest.mark.parametrize("number", [0, 4, 10_000])
def test_a_page_that_is_not_there_has_no_preview(number: int) -> None:
    with given(pdf(3)) as file, pytest.raises(Refusal):
        page(file, number)


@pytest.mark.parametrize("content", [HTML, b"%PDF-1.4\nnot really", SVG, b"", bomb()])
def test_what_cannot_be_shown_has_no_preview(content: bytes) -> None:
    with given(content) as file, pytest.raises(Refusal) as refused:
        page(file)
    assert refused.value.errors[0].code == "no_preview"
