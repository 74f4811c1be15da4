"""Makes pictures of files that nobody trusts. Run as a program of its own, with limits, by `pictures.py`.

It knows nothing of Karteo: the file is its standard input, the answer its standard output: a line of JSON, then
the pictures. `photo` makes a portrait and a small one; `page N full|thumb` one page of a document, or a picture, to
look at.
"""

import io
import json
import resource
import sys
from contextlib import suppress
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

Box = tuple[int, int]
Made = tuple[dict[str, Any], list[bytes]]
MEMORY, SECONDS = 1 << 30, 20
PHOTO, THUMB = (200, 300), (96, 144)
PAGES = {"full": (1200, 1600), "thumb": (192, 192)}
MOST_PIXELS = 60_000_000
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
PAGE_FORMATS = (*PHOTO_FORMATS, "BMP", "TIFF")


class Refused(Exception):
    """The code of the reason."""


def confine() -> None:
    """From here on: so much memory, so much time, and no file is written."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def opened(formats: tuple[str, ...], box: Box, still: bool) -> Image.Image:
    """The picture, upright and small enough to go on with. Its size is looked at before a pixel is decoded."""
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and an error instead of a warning
    try:
        image: Image.Image = Image.open(sys.stdin.buffer, formats=formats)
    except UnidentifiedImageError:
        raise Refused("not_picture") from None
    if image.width * image.height > MOST_PIXELS:
        raise Refused("too_many_pixels")
    if still and image.format != "MPO" and getattr(image, "is_animated", False):
        raise Refused("animated")
    image.draft("RGB", (max(box) * 2, max(box) * 2))  # a JPEG is decoded at a fraction of its size
    image.load()
    return flat(ImageOps.exif_transpose(image))


def flat(image: Image.Image) -> Image.Image:
    """Eight bits of red, green and blue as screens mean them, and transparency where there was some."""
    profile = image.info.get("icc_profile")
    clear = "A" in image.getbands() or "transparency" in image.info
    if profile and image.mode in ("RGB", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    if image.mode.startswith("I;16"):
        image = image.point(lambda level: level / 256).convert("L")
    image = image.convert("RGBA" if clear else "RGB")
    bare = Image.new(image.mode, image.size)  # nothing of the file but its pixels
    bare.paste(image)
    return bare


def webp(image: Image.Image, box: Box) -> tuple[Box, bytes]:
    """The picture as WebP within the box; a smaller one stays as it is."""
    small = image.copy()
    small.thumbnail(box, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=85, method=4)
    return small.size, out.getvalue()


def photo() -> Made:
    """A portrait and its small one."""
    image = opened(PHOTO_FORMATS, PHOTO, still=True)
    (width, height), full = webp(image, PHOTO)
    return {"width": width, "height": height}, [full, webp(image, THUMB)[1]]


def page(number: int, box: Box) -> Made:
    """One page to look at, and how many there are."""
    start = sys.stdin.buffer.read(1024)
    sys.stdin.buffer.seek(0)
    if b"%PDF-" not in start:
        if number != 1:
            raise Refused("no_preview")
        image = opened(PAGE_FORMATS, box, still=False)
        pages = 1
    else:
        image, pages = drawn(number, box)
    (width, height), made = webp(image, box)
    return {"width": width, "height": height, "pages": pages}, [made]


def drawn(number: int, box: Box) -> tuple[Image.Image, int]:
    """A page of a PDF. Scripts and forms in it are not run: the library is built without them."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer)
    except pypdfium2.PdfiumError:
        raise Refused("no_preview") from None
    if not 1 <= number <= len(document):
        raise Refused("no_preview")
    sheet = document[number - 1]
    width, height = sheet.get_size()
    scale = min(box[0] / max(width, 1), box[1] / max(height, 1), 4)
    return sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB"), len(document)


def main() -> None:
    confine()
    try:
        told, pictures = photo() if sys.argv[1] == "photo" else page(int(sys.argv[2]), PAGES[sys.argv[3]])
    except Refused as refused:
        told, pictures = {"refused": str(refused)}, []
    except Exception as error:
        told, pictures = {"refused": "broken", "why": f"{type(error).__name__}: {error}"[:300]}, []
    told["sizes"] = [len(picture) for picture in pictures]
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(pictures))


if __name__ == "__main__":
    main()
